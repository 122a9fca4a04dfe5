using CrmContacts.Core.Contacts;
using CrmContacts.Core.Text;

namespace CrmContacts.Core.Filters;

/// <summary>One comparison as a function of the field's value, as <see cref="Plain"/> gives it.</summary>
internal static class FilterTest
{
    public static Func<object?, bool> Compile(Filter.Test test)
    {
        if (FilterOps.Positive(test.Op) is not { } op)
            return Positive(test);
        var positive = Positive(test with { Op = op });
        return value => !positive(value);
    }

    private static Func<object?, bool> Positive(Filter.Test test)
    {
        var kind = test.Field.Kind;
        if (test.Op == FilterOp.In)
        {
            var values = ((object?[])test.Value!).Select(v => Plain(kind, v)).ToHashSet();
            return value => values.Contains(value);
        }

        var operand = Plain(kind, test.Value);
        return test.Op switch
        {
            FilterOp.Eq => value => Equals(value, operand),
            FilterOp.Contains => Text(operand, static (text, part) => text.Contains(part, StringComparison.Ordinal)),
            FilterOp.StartsWith => Text(operand, static (text, part) => text.StartsWith(part, StringComparison.Ordinal)),
            FilterOp.EndsWith => Text(operand, static (text, part) => text.EndsWith(part, StringComparison.Ordinal)),
            FilterOp.Gt => Order(operand, static sign => sign > 0),
            FilterOp.Gte => Order(operand, static sign => sign >= 0),
            FilterOp.Lt => Order(operand, static sign => sign < 0),
            FilterOp.Lte => Order(operand, static sign => sign <= 0),
            _ => throw new ArgumentOutOfRangeException(nameof(test)),
        };
    }

    private static Func<object?, bool> Text(object? operand, Func<string, string, bool> holds) =>
        value => value is string text && holds(text, (string)operand!);

    private static Func<object?, bool> Order(object? operand, Func<int, bool> holds) =>
        value => value is IComparable one && holds(one.CompareTo(operand));

    /// <summary>Values as the databases compare them: text folded, enums and whole numbers of one width.</summary>
    public static object? Plain(FieldKind kind, object? value) => (kind, value) switch
    {
        (FieldKind.Text, string text) => TextFold.ForFilter(text),
        (FieldKind.Int, int number) => (long)number,
        (FieldKind.Enum, Enum one) => Convert.ToInt64(one, System.Globalization.CultureInfo.InvariantCulture),
        _ => value,
    };
}
