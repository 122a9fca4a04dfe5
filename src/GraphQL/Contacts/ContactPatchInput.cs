using System.Collections;
using CrmContacts.Core.Contacts;
using CrmContacts.GraphQL.CustomFields;

namespace CrmContacts.GraphQL.Contacts;

/// <summary>An input object as a patch: an absent field stays, null clears; what cannot be cleared is Core's to say.</summary>
internal static class ContactPatchInput
{
    public static ContactPatch Read(IDictionary<string, object?> input)
    {
        var consents = input.TryGetValue("consent", out var given);
        var channels = given as IDictionary<string, object?>;
        return new()
        {
            FirstName = Text("firstName"),
            LastName = Text("lastName"),
            Email = Text("email"),
            Phone = Text("phone"),
            Mobile = Text("mobile"),
            Title = Text("title"),
            Department = Text("department"),
            AccountId = Value<Guid>("accountId"),
            Source = Value<ContactSource>("source"),
            Status = Value<ContactStatus>("status"),
            Visibility = Value<ContactVisibility>("visibility"),
            AssignedQueueId = Text("assignedQueueId"),
            AssignedToId = Text("assignedToId"),
            PreferredChannel = Value<PreferredChannel>("preferredChannel"),
            Language = Text("language"),
            TimeZone = Text("timezone"),
            ConsentEmail = Consent("email"),
            ConsentSms = Consent("sms"),
            ConsentWhatsapp = Consent("whatsapp"),
            Notes = Text("notes"),
            ExternalCrmId = Text("externalCrmId"),
            ExternalCrmProvider = Text("externalCrmProvider"),
            CustomFields = CustomFieldValueInput.Read(input.TryGetValue("customFields", out var values) ? values : null),
            Tags = input.TryGetValue("tags", out var tags) ? new(true, (tags as IEnumerable)?.Cast<string>().ToList()) : default,
        };

        Optional<string> Text(string name) => input.TryGetValue(name, out var value) ? new(true, (string?)value) : default;

        Optional<T?> Value<T>(string name)
            where T : struct => input.TryGetValue(name, out var value) ? new(true, (T?)value) : default;

        // Null for all channels is null for each of them.
        Optional<ConsentState?> Consent(string name)
        {
            if (consents && channels is null)
                return new(true, null);
            return channels is not null && channels.TryGetValue(name, out var value) ? new(true, (ConsentState?)value) : default;
        }
    }
}
