using System.Text.Json;
using System.Text.Json.Serialization;
using CrmContacts.Core.Events;

namespace CrmContacts.Realtime.Messages;

/// <summary>Which contacts came, changed and went: <c>{buckets: [{bucket, entered, changed, left, many}]}</c>, ids.</summary>
/// <param name="buckets">Each bucket at most once; of one with <c>many</c> no contact is named.</param>
[JsonConverter(typeof(OnceConverter<ContactsChanged>))]
public sealed class ContactsChanged(IReadOnlyList<BucketMoves> buckets) : OnceLetter, ILetter
{
    public IReadOnlyList<BucketMoves> Buckets { get; } = buckets;

    object ILetter.Key => typeof(ContactsChanged);

    /// <summary>What both come to.</summary>
    ILetter ILetter.Over(ILetter older)
    {
        var sums = new MoveSums();
        sums.Add(((ContactsChanged)older).Buckets);
        sums.Add(Buckets);
        return new ContactsChanged(sums.Take());
    }

    Task ILetter.SendAsync(IContactsClient client) => client.ContactsChanged(this);

    private protected override void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartArray("buckets"u8);
        foreach (var moves in Buckets)
        {
            writer.WriteStartObject();
            writer.WriteString("bucket"u8, moves.Bucket);
            Ids(writer, "entered"u8, moves.Entered);
            Ids(writer, "changed"u8, moves.Changed);
            Ids(writer, "left"u8, moves.Left);
            writer.WriteBoolean("many"u8, moves.Many);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
