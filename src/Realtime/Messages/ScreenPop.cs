using System.Text.Json;
using System.Text.Json.Serialization;
using CrmContacts.Core.Calls;

namespace CrmContacts.Realtime.Messages;

/// <summary>A call at the viewer's own phone: <c>{callId, number, direction, event, contactIds}</c>.</summary>
/// <param name="call">The call; whose phone it is stays here.</param>
/// <param name="contacts">The contacts that the viewer may see by that number, best first.</param>
[JsonConverter(typeof(OnceConverter<ScreenPop>))]
public sealed class ScreenPop(Call call, IReadOnlyList<Guid> contacts) : OnceLetter, ILetter
{
    public Call Call { get; } = call;

    public IReadOnlyList<Guid> Contacts { get; } = contacts;

    object ILetter.Key => (typeof(ScreenPop), Call.CallId);

    /// <summary>The later word, except that a call does not go back: what is over does not ring.</summary>
    ILetter ILetter.Over(ILetter older) => ((ScreenPop)older).Call.Event > Call.Event ? older : this;

    Task ILetter.SendAsync(IContactsClient client) => client.ScreenPop(this);

    private protected override void Write(Utf8JsonWriter writer)
    {
        writer.WriteString("callId"u8, Call.CallId);
        writer.WriteString("number"u8, Call.Number);
        writer.WriteString("direction"u8, Call.Direction.ToString().ToUpperInvariant());
        writer.WriteString("event"u8, Call.Event.ToString().ToUpperInvariant());
        Ids(writer, "contactIds"u8, Contacts);
    }
}
