using CrmContacts.Core.Contacts;
using CrmContacts.Core.Data.Sql;
using CrmContacts.Core.Text;

namespace CrmContacts.Core.Filters;

/// <summary>
/// A <see cref="Filter"/> as a condition over <c>crm_contacts c</c>. Negated operations are exact complements: they keep
/// nulls. Nothing but names from the field table enters the text.
/// </summary>
internal sealed class FilterSql(SqlText sql, Dialect dialect)
{
    public string Condition(Filter filter) => filter switch
    {
        Filter.AllOf all => all.Parts.Count == 0 ? "1 = 1" : "(" + string.Join(" AND ", all.Parts.Select(Condition)) + ")",
        Filter.AnyOf any => any.Parts.Count == 0 ? "1 = 0" : "(" + string.Join(" OR ", any.Parts.Select(Condition)) + ")",
        Filter.Test test => Compare(test),
        Filter.OverTags tags => Tags(tags),
        _ => throw new ArgumentOutOfRangeException(nameof(filter)),
    };

    private string Compare(Filter.Test test) => test.Op switch
    {
        FilterOp.Neq => Not(test, FilterOp.Eq),
        FilterOp.Nin => Not(test, FilterOp.In),
        FilterOp.Ncontains => Not(test, FilterOp.Contains),
        FilterOp.NstartsWith => Not(test, FilterOp.StartsWith),
        FilterOp.NendsWith => Not(test, FilterOp.EndsWith),
        FilterOp.Ngt => Not(test, FilterOp.Gt),
        FilterOp.Ngte => Not(test, FilterOp.Gte),
        FilterOp.Nlt => Not(test, FilterOp.Lt),
        FilterOp.Nlte => Not(test, FilterOp.Lte),
        _ => Positive(test),
    };

    private string Not(Filter.Test test, FilterOp positive) => Complement(Positive(test with { Op = positive }));

    private static string Complement(string condition) => $"NOT COALESCE(({condition}), 1 = 0)";

    private string Positive(Filter.Test test)
    {
        var column = Operand(test.Field);
        return test.Op switch
        {
            FilterOp.Eq => test.Value is null ? column + " IS NULL" : $"{column} = {Value(test)}",
            FilterOp.In => In(test.Field, column, (object?[])test.Value!),
            FilterOp.Contains => dialect.Contains(column, Value(test)),
            FilterOp.StartsWith => StartsWith(column, (string)test.Value!),
            FilterOp.EndsWith => EndsWith(column, (string)test.Value!),
            FilterOp.Gt => $"{column} > {Value(test)}",
            FilterOp.Gte => $"{column} >= {Value(test)}",
            FilterOp.Lt => $"{column} < {Value(test)}",
            FilterOp.Lte => $"{column} <= {Value(test)}",
            _ => throw new ArgumentOutOfRangeException(nameof(test)),
        };
    }

    private string StartsWith(string column, string value)
    {
        var folded = TextFold.ForFilter(value);
        return $"substr({column}, 1, {Runes(folded)}) = {sql.Arg(folded)}";
    }

    private string EndsWith(string column, string value)
    {
        var folded = TextFold.ForFilter(value);
        var length = Runes(folded);
        return length == 0
            ? column + " IS NOT NULL"
            : $"(length({column}) >= {length} AND substr({column}, length({column}) - {length - 1}) = {sql.Arg(folded)})";
    }

    /// <summary>Both databases count code points.</summary>
    private static int Runes(string text) => text.EnumerateRunes().Count();

    private string In(ContactField field, string column, object?[] values)
    {
        var present = values.OfType<object>().Select(v => Folded(field, v)).Distinct().ToList();
        var inside = present.Count == 0 ? "1 = 0" : dialect.In(column, present, sql);
        return values.Contains(null) ? $"({inside} OR {column} IS NULL)" : inside;
    }

    private string Value(Filter.Test test) => sql.Arg(Folded(test.Field, test.Value!));

    private static object Folded(ContactField field, object value) =>
        field.Kind == FieldKind.Text ? TextFold.ForFilter((string)value) : value;

    private string Operand(ContactField field)
    {
        if (field == ContactFields.TagName)
            return "t.name_fold";
        if (field == ContactFields.FullName)
            return "trim(c.first_name_fold || ' ' || c.last_name_fold)";
        if (field.Kind != FieldKind.Text)
            return "c." + field.Column;
        return field.FoldColumn is { } folded ? "c." + folded : dialect.Fold("c." + field.Column);
    }

    private string Tags(Filter.OverTags tags) => tags.Quantifier switch
    {
        Quantifier.Any => (tags.Exists ? "" : "NOT ") + TagExists(null),
        Quantifier.Some => TagExists(tags.Inner is null ? null : Condition(tags.Inner)),
        Quantifier.None => "NOT " + TagExists(tags.Inner is null ? null : Condition(tags.Inner)),
        _ => "NOT " + TagExists(Complement(tags.Inner is null ? "1 = 1" : Condition(tags.Inner))),
    };

    private static string TagExists(string? inner) =>
        "EXISTS (SELECT 1 FROM crm_contact_tags ct JOIN crm_tags t ON t.tenant = ct.tenant AND t.id = ct.tag "
        + "WHERE ct.tenant = c.tenant AND ct.contact = c.id" + (inner is null ? "" : " AND " + inner) + ")";
}
