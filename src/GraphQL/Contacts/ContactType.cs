using CrmContacts.Core.Contacts;
using CrmContacts.GraphQL.Accounts;
using CrmContacts.GraphQL.Activities;
using CrmContacts.GraphQL.CustomFields;
using CrmContacts.GraphQL.Execution;
using CrmContacts.GraphQL.Lists;
using CrmContacts.GraphQL.Scalars;
using CrmContacts.GraphQL.Viewers;
using GraphQL.Types;
using F = CrmContacts.Core.Contacts.ContactFields;

namespace CrmContacts.GraphQL.Contacts;

/// <summary>A contact; its fields stand in the order of the API.</summary>
internal sealed class ContactType : WrittenType<Contact>
{
    public ContactType()
        : base("Contact", "A person that the organization is in touch with, as the viewer may see them.")
    {
        Id("id", c => c.Id, ContactTexts.Of("id"));
        RequiredText("firstName", c => c.FirstName, ContactTexts.Of("firstName"), F.FirstName);
        RequiredText("lastName", c => c.LastName, ContactTexts.Of("lastName"), F.LastName);
        RequiredText("fullName", c => c.FullName, ContactTexts.Of("fullName"), F.FirstName, F.LastName);
        Text("email", c => c.Email, ContactTexts.Of("email"), F.Email);
        Text("phone", c => c.Phone, ContactTexts.Of("phone"), F.Phone);
        Text("phoneE164", c => c.PhoneE164, ContactTexts.Of("phoneE164"), F.PhoneE164);
        Text("mobile", c => c.Mobile, ContactTexts.Of("mobile"), F.Mobile);
        Text("mobileE164", c => c.MobileE164, ContactTexts.Of("mobileE164"), F.MobileE164);
        Text("title", c => c.Title, ContactTexts.Of("title"), F.Title);
        Text("department", c => c.Department, ContactTexts.Of("department"), F.Department);
        Leaf<UuidType>("accountId", (json, c) =>
        {
            if (c.AccountId is { } id)
                json.WriteStringValue(id);
            else
                json.WriteNullValue();
        }, ContactTexts.Of("accountId"), F.AccountId);
        One<AccountType>("account", (c, beside) => c.AccountId is { } id ? beside.Accounts.GetValueOrDefault(id) : null, ContactTexts.Of("account"), Relation.Account, F.AccountId);
        Choice<ContactSource, ContactSourceType>("source", c => c.Source, ContactTexts.Of("source"), F.Source);
        Choice<ContactStatus, ContactStatusType>("status", c => c.Status, ContactTexts.Of("status"), F.Status);
        Choice<ContactVisibility, ContactVisibilityType>("visibility", c => c.Visibility, ContactTexts.Of("visibility"), F.Visibility);
        Text("assignedQueueId", c => c.AssignedQueueId, ContactTexts.Of("assignedQueueId"), F.AssignedQueueId);
        One<QueueType>("assignedQueue", (c, beside) => c.AssignedQueueId is { } id ? beside.Queues.GetValueOrDefault(id) : null, ContactTexts.Of("assignedQueue"), Relation.Queues, F.AssignedQueueId);
        Text("assignedToId", c => c.AssignedToId, ContactTexts.Of("assignedToId"), F.AssignedToId);
        One<AgentType>("assignedTo", (c, beside) => c.AssignedToId is { } id ? beside.Agents.GetValueOrDefault(id) : null, ContactTexts.Of("assignedTo"), Relation.Agents, F.AssignedToId);
        Leaf<PreferredChannelType>("preferredChannel", (json, c) =>
        {
            if (c.PreferredChannel is { } channel)
                json.WriteStringValue(WireNames<PreferredChannel>.Encoded(channel));
            else
                json.WriteNullValue();
        }, ContactTexts.Of("preferredChannel"), F.PreferredChannel);
        Text("language", c => c.Language, ContactTexts.Of("language"), F.Language);
        Text("timezone", c => c.TimeZone, ContactTexts.Of("timezone"), F.TimeZone);
        One<NonNullGraphType<ConsentType>>("consent", (c, _) => c, ContactTexts.Of("consent"));
        Strings("tags", (c, beside) => beside.Tags[c.Id], ContactTexts.Of("tags"), Relation.Tags);
        Many<NonNullGraphType<ListGraphType<NonNullGraphType<ContactListType>>>>("lists", (c, beside) => beside.Lists[c.Id], ContactTexts.Of("lists"), Relation.Lists);
        Text("notes", c => c.Notes, ContactTexts.Of("notes"), F.Notes);
        Text("externalCrmId", c => c.ExternalCrmId, ContactTexts.Of("externalCrmId"), F.ExternalCrmId);
        Text("externalCrmProvider", c => c.ExternalCrmProvider, ContactTexts.Of("externalCrmProvider"), F.ExternalCrmProvider);
        Many<NonNullGraphType<ListGraphType<NonNullGraphType<CustomFieldValueType>>>>("customFields", (c, beside) => beside.CustomValues[c.Id], ContactTexts.Of("customFields"), Relation.CustomFields);
        Number("activityCount", c => c.ActivityCount, ContactTexts.Of("activityCount"), F.ActivityCount);
        Leaf<DateTimeType>("lastActivityAt", (json, c) =>
        {
            if (c.LastActivityAt is { } at)
                DateTimeType.Write(json, at);
            else
                json.WriteNullValue();
        }, ContactTexts.Of("lastActivityAt"), F.LastActivityAt);
        Nested<TimelineConnectionType>("timeline", c => c.Id, TimelineReading.OfContactsAsync, ContactTexts.Of("timeline"), TimelineReading.Arguments(), ContactCost.Rows);
        Instant("createdAt", c => c.CreatedAt, ContactTexts.Of("createdAt"), F.CreatedAt);
        Instant("updatedAt", c => c.UpdatedAt, ContactTexts.Of("updatedAt"), F.UpdatedAt);
        Number("version", c => c.Version, ContactTexts.Of("version"), F.Version);
    }

    private void Strings(string name, Func<Contact, Relations, IEnumerable<string>> get, string description, Relation needs) =>
        AddField(new WrittenField
        {
            Name = name,
            Description = description,
            Type = typeof(NonNullGraphType<ListGraphType<NonNullGraphType<StringGraphType>>>),
            Needs = needs,
            Write = (answer, source, _) =>
            {
                answer.Json.WriteStartArray();
                foreach (var text in get((Contact)source, answer.Relations))
                    answer.Json.WriteStringValue(text);
                answer.Json.WriteEndArray();
            },
        });
}

/// <summary>Consent is three columns of the contact.</summary>
internal sealed class ConsentType : WrittenType<Contact>
{
    public ConsentType()
        : base("Consent", "Whether a contact agreed to be written to, channel by channel.")
    {
        Choice<ConsentState, ConsentStateType>("email", c => c.ConsentEmail, ContactTexts.Of("consentEmail"), F.ConsentEmail);
        Choice<ConsentState, ConsentStateType>("sms", c => c.ConsentSms, ContactTexts.Of("consentSms"), F.ConsentSms);
        Choice<ConsentState, ConsentStateType>("whatsapp", c => c.ConsentWhatsapp, ContactTexts.Of("consentWhatsapp"), F.ConsentWhatsapp);
    }
}
