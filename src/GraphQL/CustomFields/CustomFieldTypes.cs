using CrmContacts.Core.CustomFields;
using CrmContacts.GraphQL.Execution;
using CrmContacts.GraphQL.Scalars;
using GraphQL.Types;

namespace CrmContacts.GraphQL.CustomFields;

internal sealed class CustomFieldType : WrittenType<CustomField>
{
    public CustomFieldType()
        : base("CustomField", "A field that the organization has added to its contacts.")
    {
        Id("id", field => field.Id, "The field's id.");
        RequiredText("key", field => field.Key, "The field's name for programs: made from its first name, and never changed.");
        RequiredText("name", field => field.Name, "The field's name for people, unique in the organization.");
        Choice<CustomFieldKind, CustomFieldKindType>("kind", field => field.Kind, "What the values of the field are.");
        Flag("required", field => field.Required, "Whether every new contact needs a value, and none may be cleared.");
        Number("sortOrder", field => field.SortOrder, "The field's place among the others, the least first; equal ones go by name.");
        Leaf<NonNullGraphType<ListGraphType<NonNullGraphType<StringGraphType>>>>("options", (json, field) =>
        {
            json.WriteStartArray();
            foreach (var option in field.Options)
                json.WriteStringValue(option);
            json.WriteEndArray();
        }, "What a dropdown offers, in order; empty for the other kinds.");
    }
}

internal sealed class CustomFieldKindType : WireEnum<CustomFieldKind>
{
    public CustomFieldKindType()
        : base("What the values of a custom field are.",
            (CustomFieldKind.Text, "A text of one line, at most 255 characters."),
            (CustomFieldKind.Number, "A number of at most 12 digits and 6 decimals."),
            (CustomFieldKind.Date, "A date without a time."),
            (CustomFieldKind.Dropdown, "One of the field's options."),
            (CustomFieldKind.Checkbox, "True or false."),
            (CustomFieldKind.Textarea, "A text of many lines, at most 65,536 characters."))
    {
    }
}

/// <summary>A value stands in the field of its own type; the others are null.</summary>
internal sealed class CustomFieldValueType : WrittenType<CustomValue>
{
    public CustomFieldValueType()
        : base("CustomFieldValue", "A contact's value of a custom field. It stands in one of text, number, date and boolean, by the field's kind; the others are null.")
    {
        RequiredText("key", value => value.Field.Key, "The key of the field.");
        RequiredText("name", value => value.Field.Name, "The name of the field, for people.");
        Choice<CustomFieldKind, CustomFieldKindType>("kind", value => value.Field.Kind, "The kind of the field.");
        Text("text", value => value.Value as string, "The value of a text, a textarea or a dropdown.");
        Leaf<DecimalType>("number", (json, value) =>
        {
            if (value.Value is decimal number)
                json.WriteNumberValue(number);
            else
                json.WriteNullValue();
        }, "The value of a number.");
        Leaf<LocalDateType>("date", (json, value) => json.WriteStringValue(value.Value is DateOnly date ? LocalDateType.Format(date) : null), "The value of a date.");
        Leaf<BooleanGraphType>("boolean", (json, value) =>
        {
            if (value.Value is bool flag)
                json.WriteBooleanValue(flag);
            else
                json.WriteNullValue();
        }, "The value of a checkbox.");
    }
}
