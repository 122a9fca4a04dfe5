using CrmContacts.Core.Contacts;
using CrmContacts.Core.Text;

namespace CrmContacts.Core.Filters;

/// <summary>One comparison as a function of the field's value.</summary>
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
            return value => values.Contains(Plain(kind, value));
        }

        var operand = Plain(kind, test.Value);
        return test.Op switch
        {
            FilterOp.Eq => value => Equals(Plain(kind, value), operand),
            FilterOp.Contains => Text(kind, operand, static (text, part) => text.Contains(part, StringComparison.Ordinal)),
            FilterOp.StartsWith => Text(kind, operand, static (text, part) => text.StartsWith(part, StringComparison.Ordinal)),
            FilterOp.EndsWith => Text(kind, operand, static (text, part) => text.EndsWith(part, StringComparison.Ordinal)),
            FilterOp.Gt => Order(kind, operand, static sign => sign > 0),
            FilterOp.Gte => Order(kind, operand, static sign => sign >= 0),
            FilterOp.Lt => Order(kind, operand, static sign => sign < 0),
            FilterOp.Lte => Order(kind, operand, static sign => sign <= 0),
            _ => throw new ArgumentOutOfRangeException(nameof(test)),
        };
    }

    private static Func<object?, bool> Text(FieldKind kind, object? operand, Func<string, string, bool> holds) =>
        value => Plain(kind, value) is string text && holds(text, (string)operand!);

    private static Func<object?, bool> Order(FieldKind kind, object? operand, Func<int, bool> holds) =>
        value => Plain(kind, value) is IComparable one && holds(one.CompareTo(operand));

    /// <summary>Values as the databases compare them: text folded, whole numbers of one width.</summary>
    private static object? Plain(FieldKind kind, object? value) => (kind, value) switch
    {
        (FieldKind.Text, string text) => TextFold.ForFilter(text),
        (FieldKind.Int, int number) => (long)number,
        _ => value,
    };
}
