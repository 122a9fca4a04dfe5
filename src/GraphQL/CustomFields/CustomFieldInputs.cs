using System.Collections;
using CrmContacts.Core.Contacts;
using CrmContacts.Core.CustomFields;
using CrmContacts.GraphQL.Scalars;
using GraphQL.Types;

namespace CrmContacts.GraphQL.CustomFields;

/// <summary>What a mutation may set of a definition.</summary>
internal abstract class CustomFieldInput : InputObjectGraphType
{
    protected void Set<TName, TKind>()
        where TName : IGraphType
        where TKind : IGraphType
    {
        Add<TName>("name", "The field's name for people: 1 to 100 characters, unique in the organization whatever their case.");
        Add<TKind>("kind", "What the values are. It changes only while no contact has a value.");
        Add<BooleanGraphType>("required", "Whether every new contact needs a value, and none may be cleared; false when nothing is said.");
        Add<IntGraphType>("sortOrder", "The field's place among the others; 0 when nothing is said.");
        Add<ListGraphType<NonNullGraphType<StringGraphType>>>("options", "What a dropdown offers: 1 to 200 texts, which replace those that it has. Contacts keep a value whose option goes.");
    }

    protected void Add<TType>(string name, string description)
        where TType : IGraphType =>
        AddField(new FieldType { Name = name, Type = typeof(TType), Description = description });

    public static CustomFieldPatch Read(IDictionary<string, object?> input) => new()
    {
        Name = input.TryGetValue("name", out var name) ? new(true, (string?)name) : default,
        Kind = input.TryGetValue("kind", out var kind) ? new(true, (CustomFieldKind?)kind) : default,
        Required = input.TryGetValue("required", out var required) ? new(true, (bool?)required) : default,
        SortOrder = input.TryGetValue("sortOrder", out var place) ? new(true, (int?)place) : default,
        Options = input.TryGetValue("options", out var options) ? new(true, (options as IEnumerable)?.Cast<string>().ToList()) : default,
    };
}

internal sealed class CreateCustomFieldInput : CustomFieldInput
{
    public CreateCustomFieldInput()
    {
        Name = "CreateCustomFieldInput";
        Description = "A new custom field.";
        Set<NonNullGraphType<StringGraphType>, NonNullGraphType<CustomFieldKindType>>();
    }
}

internal sealed class UpdateCustomFieldInput : CustomFieldInput
{
    public UpdateCustomFieldInput()
    {
        Name = "UpdateCustomFieldInput";
        Description = "What changes about a custom field. A part that is absent stays as it is; the key always does.";
        Add<NonNullGraphType<UuidType>>("id", "Which field.");
        Set<StringGraphType, CustomFieldKindType>();
    }
}

internal sealed class DeleteCustomFieldInput : InputObjectGraphType
{
    public DeleteCustomFieldInput()
    {
        Name = "DeleteCustomFieldInput";
        Description = "Which custom field goes, with every value of it.";
        AddField(new FieldType { Name = "id", Type = typeof(NonNullGraphType<UuidType>), Description = "Which field." });
    }
}

/// <summary>A value to set on a contact.</summary>
internal sealed class CustomFieldValueInput : InputObjectGraphType
{
    public CustomFieldValueInput()
    {
        Name = "CustomFieldValueInput";
        Description = "A value of one custom field. Give exactly one of text, number, date and boolean, by the field's kind; null clears it.";
        Add<NonNullGraphType<StringGraphType>>("key", "The key of the field.");
        Add<StringGraphType>("text", "The value of a text, a textarea, or one of a dropdown's options.");
        Add<DecimalType>("number", "The value of a number: at most 12 digits and 6 decimals.");
        Add<LocalDateType>("date", "The value of a date.");
        Add<BooleanGraphType>("boolean", "The value of a checkbox.");
    }

    private void Add<TType>(string name, string description)
        where TType : IGraphType =>
        AddField(new FieldType { Name = name, Type = typeof(TType), Description = description });

    /// <summary>The values of a contact's input; none when the list is absent or null.</summary>
    public static IReadOnlyList<CustomValueInput> Read(object? given) =>
        given is IEnumerable items ? [.. items.OfType<IDictionary<string, object?>>().Select(Read)] : [];

    private static CustomValueInput Read(IDictionary<string, object?> input) => new((string)input["key"]!)
    {
        Text = input.TryGetValue("text", out var text) ? new(true, (string?)text) : default,
        Number = input.TryGetValue("number", out var number) ? new(true, (decimal?)number) : default,
        Date = input.TryGetValue("date", out var date) ? new(true, (DateOnly?)date) : default,
        Flag = input.TryGetValue("boolean", out var flag) ? new Optional<bool?>(true, (bool?)flag) : default,
    };
}
