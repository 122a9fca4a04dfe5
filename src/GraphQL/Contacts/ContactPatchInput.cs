using System.Collections;
using CrmContacts.Core.Contacts;
using CrmContacts.Core.Errors;

namespace CrmContacts.GraphQL.Contacts;

/// <summary>An input object as a patch: an absent field stays, null clears.</summary>
internal static class ContactPatchInput
{
    // What a contact cannot be without; null is told as a fault of the input, not of the request, for forms show it beside the field.
    private static readonly string[] NeverNull = ["firstName", "lastName", "source", "status", "visibility"];

    public static IReadOnlyList<FieldFault> Nulls(IDictionary<string, object?> input, bool creating) =>
    [
        .. NeverNull
            .Where(name => input.TryGetValue(name, out var value) && value is null && !(creating && name is not ("firstName" or "lastName")))
            .Select(name => new FieldFault(name, "REQUIRED", $"{name} cannot be null.")),
    ];

    public static ContactPatch Read(IDictionary<string, object?> input)
    {
        var consent = input.TryGetValue("consent", out var channels) ? channels as IDictionary<string, object?> : null;
        return new()
        {
            FirstName = Text("firstName"),
            LastName = Text("lastName"),
            Email = Text("email"),
            Phone = Text("phone"),
            Mobile = Text("mobile"),
            Title = Text("title"),
            Department = Text("department"),
            AccountId = input.TryGetValue("accountId", out var account) ? new(true, (Guid?)account) : default,
            Source = Required<ContactSource>("source"),
            Status = Required<ContactStatus>("status"),
            Visibility = Required<ContactVisibility>("visibility"),
            AssignedQueueId = Text("assignedQueueId"),
            AssignedToId = Text("assignedToId"),
            PreferredChannel = input.TryGetValue("preferredChannel", out var channel) ? new(true, (PreferredChannel?)channel) : default,
            Language = Text("language"),
            TimeZone = Text("timezone"),
            ConsentEmail = Consent("email"),
            ConsentSms = Consent("sms"),
            ConsentWhatsapp = Consent("whatsapp"),
            Notes = Text("notes"),
            ExternalCrmId = Text("externalCrmId"),
            ExternalCrmProvider = Text("externalCrmProvider"),
            Tags = input.TryGetValue("tags", out var tags) ? new(true, tags is IEnumerable names ? [.. names.Cast<string>()] : []) : default,
        };

        Optional<string> Text(string name) => input.TryGetValue(name, out var value) ? new(true, (string?)value) : default;

        // Null takes the default when a contact is made; when one is changed it has been refused before.
        Optional<T?> Required<T>(string name)
            where T : struct => input.TryGetValue(name, out var value) && value is T given ? new(true, given) : default;

        // Null is "nobody has asked".
        Optional<ConsentState?> Consent(string name) =>
            consent is not null && consent.TryGetValue(name, out var value) ? new(true, (ConsentState?)value ?? ConsentState.Unknown) : default;
    }
}
