using System.Globalization;
using GraphQL.Types;
using GraphQLParser.AST;

namespace CrmContacts.GraphQL.Scalars;

/// <summary>Numbers that are kept to the last digit.</summary>
internal sealed class DecimalType : ScalarGraphType
{
    public DecimalType()
    {
        Name = "Decimal";
        Description = "A decimal number, exact: for example `42.5`.";
    }

    public override object? ParseLiteral(GraphQLValue value) => value switch
    {
        GraphQLIntValue number => Parse(number.Value.ToString()) ?? ThrowLiteralConversionError(value),
        GraphQLFloatValue number => Parse(number.Value.ToString()) ?? ThrowLiteralConversionError(value),
        GraphQLNullValue => null,
        _ => ThrowLiteralConversionError(value),
    };

    public override object? ParseValue(object? value) => value switch
    {
        null => null,
        decimal number => number,
        int number => (decimal)number,
        long number => (decimal)number,
        _ => ThrowValueConversionError(value),
    };

    public override object? Serialize(object? value) => value;

    private static object? Parse(string text) =>
        decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var number) ? number : null;
}
