using System.Text.Json;
using CrmContacts.Core;
using GraphQL.Types;
using GraphQLParser.AST;

namespace CrmContacts.GraphQL.Scalars;

/// <summary>Instants: UTC, whole milliseconds, <c>Z</c>. An input may have any offset, but must have one.</summary>
internal sealed class DateTimeType : ScalarGraphType
{
    public DateTimeType()
    {
        Name = "DateTime";
        Description = "An instant in ISO 8601 with an offset. Answers are in UTC with milliseconds, for example `2026-03-01T09:30:00.000Z`.";
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
        DateTimeOffset instant => instant,
        string text when Instants.Read(text) is { } instant => instant,
        _ => ThrowValueConversionError(value),
    };

    public override object? Serialize(object? value) => value is DateTimeOffset instant ? Instants.Format(instant) : value;

    /// <summary>Writes digits by hand: the general formatter costs as much as the rest of a row.</summary>
    public static void Write(Utf8JsonWriter json, DateTimeOffset instant)
    {
        var at = instant.UtcDateTime;
        Span<byte> text = stackalloc byte[24];
        Digits(text, 0, 4, at.Year);
        text[4] = (byte)'-';
        Digits(text, 5, 2, at.Month);
        text[7] = (byte)'-';
        Digits(text, 8, 2, at.Day);
        text[10] = (byte)'T';
        Digits(text, 11, 2, at.Hour);
        text[13] = (byte)':';
        Digits(text, 14, 2, at.Minute);
        text[16] = (byte)':';
        Digits(text, 17, 2, at.Second);
        text[19] = (byte)'.';
        Digits(text, 20, 3, at.Millisecond);
        text[23] = (byte)'Z';
        json.WriteStringValue(text);
    }

    private static void Digits(Span<byte> text, int start, int count, int value)
    {
        for (var i = start + count - 1; i >= start; i--)
        {
            text[i] = (byte)('0' + value % 10);
            value /= 10;
        }
    }
}
