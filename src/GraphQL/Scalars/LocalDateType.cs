using System.Globalization;
using GraphQL.Types;
using GraphQLParser.AST;

namespace CrmContacts.GraphQL.Scalars;

/// <summary>Dates without a time or a zone.</summary>
internal sealed class LocalDateType : ScalarGraphType
{
    private const string Form = "yyyy-MM-dd";

    public LocalDateType()
    {
        Name = "LocalDate";
        Description = "A date without a time, in ISO 8601: for example `2026-03-01`.";
    }

    public override object? ParseLiteral(GraphQLValue value) => value switch
    {
        GraphQLStringValue text => ParseValue((string)text.Value),
        GraphQLNullValue => null,
        _ => ThrowLiteralConversionError(value),
    };

    public override object? ParseValue(object? value) => value switch
    {
        null => null,
        DateOnly date => date,
        string text when DateOnly.TryParseExact(text, Form, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) => date,
        _ => ThrowValueConversionError(value),
    };

    public override object? Serialize(object? value) => value is DateOnly date ? Format(date) : value;

    public static string Format(DateOnly date) => date.ToString(Form, CultureInfo.InvariantCulture);
}
