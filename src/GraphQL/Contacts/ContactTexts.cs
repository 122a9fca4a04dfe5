using System.Collections.Frozen;
using CrmContacts.Core.Contacts;

namespace CrmContacts.GraphQL.Contacts;

/// <summary>What each field of a contact is, in words: told once, and repeated by outputs, inputs, filters and sorting.</summary>
internal static class ContactTexts
{
    private static readonly FrozenDictionary<string, string> Texts = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["id"] = "The contact's id, the same over GraphQL, REST and SignalR.",
        ["firstName"] = "The first name; may be empty when the last name is not.",
        ["lastName"] = "The last name; may be empty when the first name is not.",
        ["fullName"] = "First and last name, as a person is called.",
        ["email"] = "The e-mail address.",
        ["phone"] = "The phone number as it was written.",
        ["phoneE164"] = "The phone number in E.164, or null when it could not be read as one.",
        ["mobile"] = "The mobile number as it was written.",
        ["mobileE164"] = "The mobile number in E.164, or null when it could not be read as one.",
        ["title"] = "The job title.",
        ["department"] = "The department.",
        ["accountId"] = "The id of the company that the contact belongs to.",
        ["account"] = "The company that the contact belongs to.",
        ["source"] = "Where the contact came from.",
        ["status"] = "Whether the contact is worked with.",
        ["visibility"] = "Who may see the contact.",
        ["assignedQueueId"] = "The host's id of the queue that the contact is assigned to.",
        ["assignedQueue"] = "The queue that the contact is assigned to.",
        ["assignedToId"] = "The host's id of the agent that the contact is assigned to, its owner.",
        ["assignedTo"] = "The agent that the contact is assigned to, its owner.",
        ["preferredChannel"] = "How the contact likes to be reached.",
        ["language"] = "The contact's language, BCP 47.",
        ["timezone"] = "The contact's IANA time zone.",
        ["consent"] = "Whether the contact agreed to be written to, channel by channel.",
        ["consentEmail"] = "Whether the contact agreed to e-mail.",
        ["consentSms"] = "Whether the contact agreed to SMS.",
        ["consentWhatsapp"] = "Whether the contact agreed to WhatsApp.",
        ["tags"] = "The contact's tags, by name.",
        ["lists"] = "The static lists that the contact is on, by name.",
        ["notes"] = "What somebody noted about the contact.",
        ["externalCrmId"] = "The contact's id in another CRM.",
        ["externalCrmProvider"] = "The name of that other CRM.",
        ["customFields"] = "The contact's values of custom fields, in the order of the fields; a field without a value is left out.",
        ["activityCount"] = "How many activities and conversations the contact has.",
        ["lastActivityAt"] = "When the newest activity or conversation was.",
        ["timeline"] = "What was done with the contact, activities and conversations together, newest first.",
        ["createdAt"] = "When the contact was made.",
        ["updatedAt"] = "When the contact was last changed.",
        ["version"] = "1 when made, one more with each change.",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static string Of(string field) => Texts[field];

    public static string Of(ContactField field) => Texts[field.Name];
}
