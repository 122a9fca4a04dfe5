using System.Text.Json;
using System.Text.Json.Serialization;
using CrmContacts.Core.Counts;

namespace CrmContacts.Realtime.Messages;

/// <summary>Kept counts: <c>{epoch, counts: [{listId, bucket, count, version}]}</c>, as a snapshot or as what changed.</summary>
/// <param name="epoch">Names the store's life; under another one, what a client holds is void.</param>
/// <param name="counts">The latest state of each entry; a null list is all contacts.</param>
[JsonConverter(typeof(OnceConverter<ListCounts>))]
public sealed class ListCounts(Guid epoch, IReadOnlyList<ScopeCount> counts) : OnceLetter, ILetter
{
    public Guid Epoch { get; } = epoch;

    public IReadOnlyList<ScopeCount> Counts { get; } = counts;

    object ILetter.Key => typeof(ListCounts);

    /// <summary>The highest version of each entry; what waits from another epoch is void.</summary>
    ILetter ILetter.Over(ILetter older)
    {
        if (older is not ListCounts waiting || waiting.Epoch != Epoch)
            return this;

        var latest = new Dictionary<(Guid?, string), ScopeCount>(waiting.Counts.Count + Counts.Count);
        foreach (var entry in waiting.Counts.Concat(Counts))
        {
            if (!latest.TryGetValue((entry.ListId, entry.Bucket), out var held) || held.Version <= entry.Version)
                latest[(entry.ListId, entry.Bucket)] = entry;
        }

        return new ListCounts(Epoch, [.. latest.Values]);
    }

    Task ILetter.SendAsync(IContactsClient client) => client.ListCountsChanged(this);

    private protected override void Write(Utf8JsonWriter writer)
    {
        writer.WriteString("epoch"u8, Epoch);
        writer.WriteStartArray("counts"u8);
        foreach (var entry in Counts)
        {
            writer.WriteStartObject();
            if (entry.ListId is { } list)
                writer.WriteString("listId"u8, list);
            else
                writer.WriteNull("listId"u8);
            writer.WriteString("bucket"u8, entry.Bucket);
            writer.WriteNumber("count"u8, entry.Count);
            writer.WriteNumber("version"u8, entry.Version);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
