using System.Text.Json;
using System.Text.Json.Serialization;
using CrmContacts.Core.Events;

namespace CrmContacts.Realtime.Messages;

/// <summary>Which lists came, changed and went: <c>{created, changed, deleted}</c>, ids. For every agent of the tenant: lists are no secret, their contacts are.</summary>
/// <param name="lists">Each list at most once.</param>
[JsonConverter(typeof(OnceConverter<ListsChanged>))]
public sealed class ListsChanged(ListMoves lists) : OnceLetter, ILetter
{
    public ListMoves Lists { get; } = lists;

    object ILetter.Key => typeof(ListsChanged);

    /// <summary>What both come to: a list that came and went meanwhile was never there.</summary>
    ILetter? ILetter.Over(ILetter older)
    {
        var before = ((ListsChanged)older).Lists;
        Guid[] deleted = [.. before.Deleted, .. Lists.Deleted.Except(before.Created)];
        Guid[] created = [.. before.Created.Concat(Lists.Created).Except(Lists.Deleted).Distinct()];
        Guid[] changed = [.. before.Changed.Concat(Lists.Changed).Except(created).Except(Lists.Deleted).Distinct()];
        return created.Length + changed.Length + deleted.Length == 0 ? null : new ListsChanged(new(created, changed, [.. deleted.Distinct()]));
    }

    Task ILetter.SendAsync(IContactsClient client) => client.ListsChanged(this);

    private protected override void Write(Utf8JsonWriter writer)
    {
        Ids(writer, "created"u8, Lists.Created);
        Ids(writer, "changed"u8, Lists.Changed);
        Ids(writer, "deleted"u8, Lists.Deleted);
    }
}
