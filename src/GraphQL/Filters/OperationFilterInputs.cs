using CrmContacts.GraphQL.Scalars;
using GraphQL.Types;

namespace CrmContacts.GraphQL.Filters;

/// <summary>The operations of a filter over one kind of value; those of one object are ANDed.</summary>
internal abstract class OperationFilterInput : InputObjectGraphType
{
    protected OperationFilterInput(string name, string description)
    {
        Name = name;
        Description = description;
    }

    protected void Op<TType>(string name, string description)
        where TType : IGraphType =>
        AddField(new FieldType { Name = name, Description = description, Type = typeof(TType) });

    protected void Equality<TType, TItem>()
        where TType : IGraphType
        where TItem : IGraphType
    {
        Op<TType>("eq", "Is this value; null asks for fields that have none.");
        Op<TType>("neq", "Is not this value; fields that have none pass, unless the value is null.");
        Op<ListGraphType<TItem>>("in", "Is one of these values; an empty list matches nothing.");
        Op<ListGraphType<TItem>>("nin", "Is none of these values.");
    }
}

/// <summary>Filters of values that have an order.</summary>
internal abstract class ComparableFilterInput<TType> : OperationFilterInput
    where TType : IGraphType
{
    protected ComparableFilterInput(string name, string description)
        : base(name, description)
    {
        Equality<TType, TType>();
        Op<TType>("gt", "Is greater than this value.");
        Op<TType>("ngt", "Is not greater than this value.");
        Op<TType>("gte", "Is this value or greater.");
        Op<TType>("ngte", "Is neither this value nor greater.");
        Op<TType>("lt", "Is less than this value.");
        Op<TType>("nlt", "Is not less than this value.");
        Op<TType>("lte", "Is this value or less.");
        Op<TType>("nlte", "Is neither this value nor less.");
    }
}

internal sealed class UuidOperationFilterInput() : ComparableFilterInput<UuidType>("UuidOperationFilterInput", "A filter over an id.");

internal sealed class IntOperationFilterInput() : ComparableFilterInput<IntGraphType>("IntOperationFilterInput", "A filter over a whole number.");

internal sealed class DateTimeOperationFilterInput() : ComparableFilterInput<DateTimeType>("DateTimeOperationFilterInput", "A filter over an instant.");

internal sealed class DecimalOperationFilterInput() : ComparableFilterInput<DecimalType>("DecimalOperationFilterInput", "A filter over a number.");

internal sealed class LocalDateOperationFilterInput() : ComparableFilterInput<LocalDateType>("LocalDateOperationFilterInput", "A filter over a date.");

internal sealed class BooleanOperationFilterInput : OperationFilterInput
{
    public BooleanOperationFilterInput()
        : base("BooleanOperationFilterInput", "A filter over true and false.")
    {
        Op<BooleanGraphType>("eq", "Is this value; null asks for fields that have none.");
        Op<BooleanGraphType>("neq", "Is not this value; fields that have none pass, unless the value is null.");
    }
}

internal sealed class EnumOperationFilterInput<TType> : OperationFilterInput
    where TType : EnumerationGraphType, new()
{
    public EnumOperationFilterInput()
        : base(new TType().Name + "OperationFilterInput", "A filter over a choice.") => Equality<TType, NonNullGraphType<TType>>();
}

internal sealed class StringOperationFilterInput : OperationFilterInput
{
    public StringOperationFilterInput()
        : base("StringOperationFilterInput", "A filter over a text. Case does not matter.")
    {
        Op<ListGraphType<NonNullGraphType<StringOperationFilterInput>>>("and", "All of these hold.");
        Op<ListGraphType<NonNullGraphType<StringOperationFilterInput>>>("or", "At least one of these holds.");
        Op<StringGraphType>("eq", "Is this text; null asks for fields that have none.");
        Op<StringGraphType>("neq", "Is not this text; fields that have none pass, unless the text is null.");
        Op<StringGraphType>("contains", "Has this text in it.");
        Op<StringGraphType>("ncontains", "Does not have this text in it.");
        Op<ListGraphType<StringGraphType>>("in", "Is one of these texts; an empty list matches nothing.");
        Op<ListGraphType<StringGraphType>>("nin", "Is none of these texts.");
        Op<StringGraphType>("startsWith", "Begins with this text.");
        Op<StringGraphType>("nstartsWith", "Does not begin with this text.");
        Op<StringGraphType>("endsWith", "Ends with this text.");
        Op<StringGraphType>("nendsWith", "Does not end with this text.");
    }
}

internal sealed class ListStringOperationFilterInput : OperationFilterInput
{
    public ListStringOperationFilterInput()
        : base("ListStringOperationFilterInput", "A filter over a list of texts.")
    {
        Op<StringOperationFilterInput>("all", "Every text of the list passes.");
        Op<StringOperationFilterInput>("none", "No text of the list passes.");
        Op<StringOperationFilterInput>("some", "At least one text of the list passes.");
        Op<BooleanGraphType>("any", "Whether the list has any text at all.");
    }
}
