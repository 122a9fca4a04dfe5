using CrmContacts.GraphQL.Contacts;
using GraphQL.Types;

namespace CrmContacts.GraphQL.Filters;

/// <summary>A filter over an object that stands beside a contact; the fields of one object are ANDed.</summary>
internal abstract class ElementFilterInput<TSelf> : InputObjectGraphType
    where TSelf : ElementFilterInput<TSelf>
{
    protected ElementFilterInput(string name, string description)
    {
        Name = name;
        Description = description;
        Add<ListGraphType<NonNullGraphType<TSelf>>>("and", "All of these hold.");
        Add<ListGraphType<NonNullGraphType<TSelf>>>("or", "At least one of these holds; ANDed with the fields beside it.");
    }

    protected void Add<TType>(string name, string description)
        where TType : IGraphType =>
        AddField(new FieldType { Name = name, Type = typeof(TType), Description = description });
}

internal sealed class AccountFilterInput : ElementFilterInput<AccountFilterInput>
{
    public AccountFilterInput()
        : base("AccountFilterInput", "Which companies. A contact without a company is tested as if every field were null, so that only negated operations pass it.")
    {
        Add<UuidOperationFilterInput>("id", "The account's id.");
        Add<StringOperationFilterInput>("name", "The company's name.");
    }
}

internal sealed class ContactListFilterInput : ElementFilterInput<ContactListFilterInput>
{
    public ContactListFilterInput()
        : base("ContactListFilterInput", "Which static lists. A dynamic list has no members of its own, so that none is ever found here.")
    {
        Add<UuidOperationFilterInput>("id", "The list's id.");
        Add<StringOperationFilterInput>("name", "The list's name.");
    }
}

internal sealed class ConsentFilterInput : ElementFilterInput<ConsentFilterInput>
{
    public ConsentFilterInput()
        : base("ConsentFilterInput", "Which consents, channel by channel.")
    {
        Add<EnumOperationFilterInput<ConsentStateType>>("email", ContactTexts.Of("consentEmail"));
        Add<EnumOperationFilterInput<ConsentStateType>>("sms", ContactTexts.Of("consentSms"));
        Add<EnumOperationFilterInput<ConsentStateType>>("whatsapp", ContactTexts.Of("consentWhatsapp"));
    }
}

internal sealed class CustomFieldValueFilterInput : ElementFilterInput<CustomFieldValueFilterInput>
{
    public CustomFieldValueFilterInput()
        : base("CustomFieldValueFilterInput", "Which values of custom fields: name the field by its key, and test the one of text, number, date and boolean that its kind has; the others are null.")
    {
        Add<StringOperationFilterInput>("key", "The key of the field.");
        Add<StringOperationFilterInput>("text", "The value of a text, a textarea or a dropdown.");
        Add<DecimalOperationFilterInput>("number", "The value of a number.");
        Add<LocalDateOperationFilterInput>("date", "The value of a date.");
        Add<BooleanOperationFilterInput>("boolean", "The value of a checkbox.");
    }
}

internal sealed class ContactListsFilterInput() : ListFilterInput<ContactListFilterInput>(
    "ListFilterInputTypeOfContactListFilterInput", "A filter over the static lists that a contact is on.",
    "The contact is on no list that fails; on none at all it passes.", "The contact is on no such list.", "The contact is on at least one such list.", "Whether the contact is on any static list at all.");

internal sealed class CustomFieldValuesFilterInput() : ListFilterInput<CustomFieldValueFilterInput>(
    "ListFilterInputTypeOfCustomFieldValueFilterInput", "A filter over the values of custom fields that a contact has. A field without a value has no entry here: `none: {key: {eq: \"size\"}}` asks for contacts whose field `size` is empty.",
    "Every value that the contact has passes; without any value it passes.", "No value that the contact has passes.", "At least one value passes every test of the object: `some: {key: {eq: \"size\"}, number: {gt: 42}}`.", "Whether the contact has a value of any custom field at all.");

/// <summary>How many members of a list pass.</summary>
internal abstract class ListFilterInput<TElement> : InputObjectGraphType
    where TElement : IGraphType
{
    protected ListFilterInput(string name, string description, string all, string none, string some, string any)
    {
        Name = name;
        Description = description;
        AddField(new FieldType { Name = "all", Type = typeof(TElement), Description = all });
        AddField(new FieldType { Name = "none", Type = typeof(TElement), Description = none });
        AddField(new FieldType { Name = "some", Type = typeof(TElement), Description = some });
        AddField(new FieldType { Name = "any", Type = typeof(BooleanGraphType), Description = any });
    }
}
