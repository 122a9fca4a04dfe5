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

    /// <summary>What both come to.</summary>
    ILetter ILetter.Over(ILetter older) => new ListsChanged(ListMoves.Sum([((ListsChanged)older).Lists, Lists]));

    Task ILetter.SendAsync(IContactsClient client) => client.ListsChanged(this);

    private protected override void Write(Utf8JsonWriter writer)
    {
        Ids(writer, "created"u8, Lists.Created);
        Ids(writer, "changed"u8, Lists.Changed);
        Ids(writer, "deleted"u8, Lists.Deleted);
    }
}
