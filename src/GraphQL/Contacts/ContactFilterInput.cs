using CrmContacts.Core.Contacts;
using CrmContacts.GraphQL.Filters;
using GraphQL.Types;

namespace CrmContacts.GraphQL.Contacts;

/// <summary>The filter over contacts, made from the one field table.</summary>
internal sealed class ContactFilterInput : InputObjectGraphType
{
    public ContactFilterInput()
    {
        Name = "ContactFilterInput";
        Description = "Which contacts. The fields of one object are ANDed; `{}` and null mean no filter.";
        Add("and", typeof(ListGraphType<NonNullGraphType<ContactFilterInput>>), "All of these hold.");
        Add("or", typeof(ListGraphType<NonNullGraphType<ContactFilterInput>>), "At least one of these holds; ANDed with the fields beside it.");
        foreach (var field in ContactFields.All)
        {
            if (field.EnumType == typeof(ConsentState))
                continue;
            Add(field.Name, TypeOf(field), ContactTexts.Of(field));
            if (field == ContactFields.AccountId)
                Add("account", typeof(AccountFilterInput), ContactTexts.Of("account"));
            if (field == ContactFields.TimeZone)
            {
                Add("consent", typeof(ConsentFilterInput), ContactTexts.Of("consent"));
                Add("tags", typeof(ListStringOperationFilterInput), ContactTexts.Of("tags"));
                Add("lists", typeof(ContactListsFilterInput), ContactTexts.Of("lists"));
            }

            if (field == ContactFields.ExternalCrmProvider)
                Add("customFields", typeof(CustomFieldValuesFilterInput), ContactTexts.Of("customFields"));
        }
    }

    private static Type TypeOf(ContactField field) => field.Kind switch
    {
        FieldKind.Text or FieldKind.Key => typeof(StringOperationFilterInput),
        FieldKind.Int => typeof(IntOperationFilterInput),
        FieldKind.Uuid => typeof(UuidOperationFilterInput),
        FieldKind.Instant => typeof(DateTimeOperationFilterInput),
        FieldKind.Enum when field.EnumType == typeof(ContactSource) => typeof(EnumOperationFilterInput<ContactSourceType>),
        FieldKind.Enum when field.EnumType == typeof(ContactStatus) => typeof(EnumOperationFilterInput<ContactStatusType>),
        FieldKind.Enum when field.EnumType == typeof(ContactVisibility) => typeof(EnumOperationFilterInput<ContactVisibilityType>),
        FieldKind.Enum when field.EnumType == typeof(PreferredChannel) => typeof(EnumOperationFilterInput<PreferredChannelType>),
        _ => throw new InvalidOperationException($"No filter input for {field}."),
    };

    private void Add(string name, Type type, string description) =>
        AddField(new FieldType { Name = name, Type = type, Description = description });
}
