using CrmContacts.Core.Contacts;
using CrmContacts.GraphQL.CustomFields;
using CrmContacts.GraphQL.Scalars;
using GraphQL.Types;

namespace CrmContacts.GraphQL.Contacts;

/// <summary>What a mutation may set on a contact, made from the one field table.</summary>
internal abstract class ContactInput : InputObjectGraphType
{
    protected void Set(bool namesAreRequired)
    {
        foreach (var field in ContactFields.All.Where(f => f.Written))
        {
            if (field.EnumType == typeof(ConsentState))
                continue;
            var required = namesAreRequired && (field == ContactFields.FirstName || field == ContactFields.LastName);
            Add(field.Name, required ? typeof(NonNullGraphType<StringGraphType>) : TypeOf(field), ContactTexts.Of(field));
            if (field == ContactFields.TimeZone)
            {
                Add("consent", typeof(ConsentInput), "The channels to set; the others stay as they are.");
                Add("tags", typeof(ListGraphType<NonNullGraphType<StringGraphType>>), "All tags of the contact: they replace those that it has. Tags that do not exist are made.");
            }

            if (field == ContactFields.ExternalCrmProvider)
                Add("customFields", typeof(ListGraphType<NonNullGraphType<CustomFieldValueInput>>), "Values of custom fields to set or to clear; fields that are not named stay as they are.");
        }
    }

    protected void Add(string name, Type type, string description) =>
        AddField(new FieldType { Name = name, Type = type, Description = description });

    private static Type TypeOf(ContactField field) => field.Kind switch
    {
        FieldKind.Text or FieldKind.Key => typeof(StringGraphType),
        FieldKind.Uuid => typeof(UuidType),
        FieldKind.Enum when field.EnumType == typeof(ContactSource) => typeof(ContactSourceType),
        FieldKind.Enum when field.EnumType == typeof(ContactStatus) => typeof(ContactStatusType),
        FieldKind.Enum when field.EnumType == typeof(ContactVisibility) => typeof(ContactVisibilityType),
        FieldKind.Enum when field.EnumType == typeof(PreferredChannel) => typeof(PreferredChannelType),
        _ => throw new InvalidOperationException($"No input for {field}."),
    };
}

internal sealed class CreateContactInput : ContactInput
{
    public CreateContactInput()
    {
        Name = "CreateContactInput";
        Description = "A new contact. What is not given takes its default: visibility ALL, status ACTIVE, source API.";
        Set(namesAreRequired: true);
    }
}

internal sealed class UpdateContactInput : ContactInput
{
    public UpdateContactInput()
    {
        Name = "UpdateContactInput";
        Description = "What changes about a contact. A field that is absent stays as it is; null clears it.";
        Add("id", typeof(NonNullGraphType<UuidType>), "Which contact.");
        Add("version", typeof(IntGraphType), "The version that was read. When the contact has been changed since, nothing is written and the answer is a `ConflictError`.");
        Set(namesAreRequired: false);
    }
}

internal sealed class MergeContactsInput : InputObjectGraphType
{
    public MergeContactsInput()
    {
        Name = "MergeContactsInput";
        Description = "Which contacts become one.";
        AddField(new FieldType { Name = "targetId", Type = typeof(NonNullGraphType<UuidType>), Description = "The contact that stays." });
        AddField(new FieldType { Name = "sourceIds", Type = typeof(NonNullGraphType<ListGraphType<NonNullGraphType<UuidType>>>), Description = "The contacts that go into it: 1 to 50." });
        AddField(new FieldType { Name = "fields", Type = typeof(MergedFieldsInput), Description = "What the target's fields become; what is absent stays as the target has it, and what it has not is filled from the sources in their order." });
        AddField(new FieldType { Name = "version", Type = typeof(IntGraphType), Description = "The target's version that was read. When it has been changed since, nothing is written and the answer is a `ConflictError`." });
    }
}

internal sealed class MergedFieldsInput : ContactInput
{
    public MergedFieldsInput()
    {
        Name = "MergedFieldsInput";
        Description = "Values of the contact that stays. A field that is absent is not touched; null clears it.";
        Set(namesAreRequired: false);
    }
}

internal sealed class RestoreContactsInput : InputObjectGraphType
{
    public RestoreContactsInput()
    {
        Name = "RestoreContactsInput";
        Description = "Which deleted contacts to give back.";
        AddField(new FieldType { Name = "ids", Type = typeof(NonNullGraphType<ListGraphType<NonNullGraphType<UuidType>>>), Description = "Their ids, 1,000 at most." });
    }
}

internal sealed class ConsentInput : InputObjectGraphType
{
    public ConsentInput()
    {
        Name = "ConsentInput";
        Description = "Whether a contact agreed to be written to, channel by channel. A channel that is absent stays as it is.";
        AddField(new FieldType { Name = "email", Type = typeof(ConsentStateType), Description = ContactTexts.Of("consentEmail") });
        AddField(new FieldType { Name = "sms", Type = typeof(ConsentStateType), Description = ContactTexts.Of("consentSms") });
        AddField(new FieldType { Name = "whatsapp", Type = typeof(ConsentStateType), Description = ContactTexts.Of("consentWhatsapp") });
    }
}
