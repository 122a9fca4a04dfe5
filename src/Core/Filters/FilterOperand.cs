using System.Collections;
using System.Globalization;
using CrmContacts.Core.Contacts;
using CrmContacts.Core.CustomFields;
using CrmContacts.Core.Text;

namespace CrmContacts.Core.Filters;

/// <summary>The values that fields are compared with.</summary>
internal static class FilterOperand
{
    /// <summary>The value of an operation in the field's own type; for <c>In</c> and <c>Nin</c> an <c>object?[]</c>.</summary>
    public static object? Read(ContactField field, FilterOp op, object? value, string path)
    {
        if (op is FilterOp.In or FilterOp.Nin)
        {
            if (value is null)
                throw FilterParser.Bad(path, "must be a list");
            var values = List(value).Select((v, i) => v is null ? NullOf(field, $"{path}[{i}]") : Scalar(field, v, $"{path}[{i}]")).ToArray();
            return values.Length <= FilterParser.MaxValues ? values : throw FilterParser.Bad(path, $"has more than {FilterParser.MaxValues} values");
        }

        if (value is not null)
            return Scalar(field, value, path);
        return op is FilterOp.Eq or FilterOp.Neq ? NullOf(field, path) : throw FilterParser.Bad(path, "must not be null");
    }

    /// <summary>A single value stands for a list of one, as GraphQL coerces it.</summary>
    public static IEnumerable<object?> List(object value) => value switch
    {
        string => [value],
        IReadOnlyDictionary<string, object?> => [value],
        IDictionary<string, object?> => [value],
        IEnumerable many => many.Cast<object?>(),
        _ => [value],
    };

    private static object? NullOf(ContactField field, string path) =>
        field.Nullable ? null : throw FilterParser.Bad(path, $"must not be null: {field.Name} always has a value");

    private static object Scalar(ContactField field, object value, string path) => (field.Kind, value) switch
    {
        (FieldKind.Text or FieldKind.Key, string text) => Text(text, path),
        (FieldKind.Enum, Enum one) when one.GetType() == field.EnumType => one,
        (FieldKind.Enum, string name) => WireNames.Parse(field.EnumType!, name) ?? throw FilterParser.Bad(path, $"is no {field.EnumType!.Name}"),
        (FieldKind.Int, int or long or short) => Convert.ToInt64(value, CultureInfo.InvariantCulture),
        (FieldKind.Uuid, Guid id) => id,
        (FieldKind.Uuid, string text) when Guid.TryParse(text, out var id) => id,
        (FieldKind.Instant, DateTimeOffset instant) => Instants.Cut(instant),
        (FieldKind.Instant, DateTime instant) => Instants.Cut(new DateTimeOffset(DateTime.SpecifyKind(instant, DateTimeKind.Utc))),
        (FieldKind.Instant, string text) when Instants.Read(text) is { } instant => Instants.Cut(instant),
        (FieldKind.Number, decimal or int or long) => Number(Convert.ToDecimal(value, CultureInfo.InvariantCulture), path),
        (FieldKind.Date, DateOnly date) => date,
        (FieldKind.Date, string text) when DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) => date,
        (FieldKind.Flag, bool flag) => flag,
        _ => throw FilterParser.Bad(path, $"is not a value that {field.Name} can be compared with"),
    };

    private static string Text(string text, string path)
    {
        if (text.Contains('\0'))
            throw FilterParser.Bad(path, "must not hold NUL");
        return UnicodeText.IsWhole(text) ? text : throw FilterParser.Bad(path, "holds half of a character");
    }

    private static object Number(decimal number, string path) =>
        CustomNumbers.Fits(number) ? number : throw FilterParser.Bad(path, "has more than 12 digits and 6 decimals");
}
