using CrmContacts.Core.Contacts;
using CrmContacts.Core.Data.Sql;
using CrmContacts.Core.Text;

namespace CrmContacts.Core.Filters;

/// <summary>
/// A <see cref="Filter"/> as a condition over <c>crm_contacts c</c>. Negated operations are exact complements: they keep
/// nulls. Nothing but names from the field tables enters the text. <see cref="FilterPredicate"/> means the same.
/// </summary>
internal sealed class FilterSql(SqlText sql, Dialect dialect, long tenant)
{
    /// <summary>The same for a count, which has no order to walk in: whom an index names is found first. Of a million contacts fifty with a tag are counted in a millisecond instead of 3,000.</summary>
    public string CountCondition(Filter filter) => filter switch
    {
        Filter.AllOf { Parts.Count: > 0 } all => "(" + string.Join(" AND ", all.Parts.Select(CountCondition)) + ")",
        Filter.OfAccount => Condition(filter),
        _ when IsNamed(filter) => $"c.id IN ({Named(filter)})",
        _ => Condition(filter),
    };

    /// <summary>The first part that must hold and whose contacts an index names; null when there is none.</summary>
    public static Filter? NamedPart(Filter filter) => filter is Filter.AllOf all ? all.Parts.Select(NamedPart).FirstOrDefault(part => part is not null) : IsNamed(filter) ? filter : null;

    private static bool IsNamed(Filter filter) => filter switch
    {
        Filter.Over { Quantifier: Quantifier.Some, Set: FilterSet.Tags or FilterSet.Lists } => true,
        Filter.Over { Quantifier: Quantifier.Some, Set: FilterSet.CustomFields, Inner: Filter.AllOf inner } => Value(inner) is not null,
        Filter.OfAccount account => !FilterPredicate.HoldsOfNothing(account.Inner),
        _ => false,
    };

    /// <summary>The ids of all contacts of the tenant for whom such a part holds, as <c>contact</c>, some more than once; also of those that are deleted, or that nobody here may see.</summary>
    public string Named(Filter part)
    {
        var of = sql.Arg(tenant);
        return part switch
        {
            Filter.Over { Set: FilterSet.Tags } tags =>
                $"SELECT x.contact FROM crm_tags t {dialect.ThenJoin} crm_contact_tags x ON x.tenant = {of} AND x.tag = t.id WHERE t.tenant = {of} AND {Condition(tags.Inner!)}",
            Filter.Over { Set: FilterSet.Lists } lists =>
                $"SELECT x.contact FROM crm_lists l {dialect.ThenJoin} crm_list_members x ON x.tenant = {of} AND x.list = l.id WHERE l.tenant = {of} AND {Condition(lists.Inner!)}",
            Filter.Over { Inner: Filter.AllOf inner } =>
                $"SELECT x.contact FROM {From(FilterSet.CustomFields)} WHERE x.tenant = {of} AND {Condition(inner)}{Indexed(Value(inner)!)}",
            Filter.OfAccount account =>
                $"SELECT k.id AS contact FROM crm_accounts a {dialect.ThenJoin} crm_contacts k ON k.tenant = {of} AND k.account_id = a.id WHERE a.tenant = {of} AND {Condition(account.Inner)}",
            _ => throw new ArgumentOutOfRangeException(nameof(part)),
        };
    }

    /// <summary>The value that one field must have, where the filter says so.</summary>
    private static Filter.Test? Value(Filter.AllOf inner)
    {
        var equal = inner.Parts.OfType<Filter.Test>().Where(t => t is { Op: FilterOp.Eq, Value: not null }).ToList();
        return equal.Exists(t => t.Field == FilterFields.CustomKey) ? equal.Find(t => t.Field != FilterFields.CustomKey) : null;
    }

    /// <summary>Texts are indexed by their first characters.</summary>
    private string Indexed(Filter.Test value)
    {
        if (value.Field != FilterFields.CustomText)
            return "";
        var start = string.Concat(Folded(value).EnumerateRunes().Take(IndexedRunes));
        return $" AND substr(x.text_fold, 1, {IndexedRunes}) = {sql.Arg(start)}";
    }

    private const int IndexedRunes = 100;

    public string Condition(Filter filter) => filter switch
    {
        Filter.AllOf all => all.Parts.Count == 0 ? "1 = 1" : "(" + string.Join(" AND ", all.Parts.Select(Condition)) + ")",
        Filter.AnyOf any => any.Parts.Count == 0 ? "1 = 0" : "(" + string.Join(" OR ", any.Parts.Select(Condition)) + ")",
        Filter.Test test => FilterOps.Positive(test.Op) is { } op ? Complement(Positive(test with { Op = op })) : Positive(test),
        Filter.Over over => Over(over),
        Filter.OfAccount account => Account(account.Inner),
        _ => throw new ArgumentOutOfRangeException(nameof(filter)),
    };

    private static string Complement(string condition) => $"NOT COALESCE(({condition}), 1 = 0)";

    private string Positive(Filter.Test test)
    {
        var column = Operand(test.Field);
        return test.Op switch
        {
            FilterOp.Eq => test.Value is null ? column + " IS NULL" : $"{column} = {Value(test)}",
            FilterOp.In => In(test.Field, column, (object?[])test.Value!),
            FilterOp.Contains => dialect.Contains(column, Value(test)),
            FilterOp.StartsWith => StartsWith(column, Folded(test)),
            FilterOp.EndsWith => EndsWith(column, Folded(test)),
            FilterOp.Gt => $"{column} > {Value(test)}",
            FilterOp.Gte => $"{column} >= {Value(test)}",
            FilterOp.Lt => $"{column} < {Value(test)}",
            FilterOp.Lte => $"{column} <= {Value(test)}",
            _ => throw new ArgumentOutOfRangeException(nameof(test)),
        };
    }

    private string StartsWith(string column, string folded) =>
        $"substr({column}, 1, {Number(Runes(folded))}) = {sql.Arg(folded)}";

    private string EndsWith(string column, string folded) =>
        $"(length({column}) >= {Number(Runes(folded))} AND substr({column}, length({column}) - {Number(Runes(folded) - 1)}) = {sql.Arg(folded)})";

    /// <summary>A parameter too, so that the statement is one whatever is asked for.</summary>
    private string Number(int number) => $"CAST({sql.Arg((long)number)} AS int)";

    /// <summary>Both databases count code points.</summary>
    private static int Runes(string text) => text.EnumerateRunes().Count();

    private string In(ContactField field, string column, object?[] values)
    {
        var present = values.OfType<object>().Select(v => Folded(field, v)).Distinct().ToList();
        var inside = present.Count == 0 ? "1 = 0" : dialect.In(column, present, sql);
        return values.Contains(null) ? $"({inside} OR {column} IS NULL)" : inside;
    }

    private string Value(Filter.Test test) => sql.Arg(Folded(test.Field, test.Value!));

    private static string Folded(Filter.Test test) => (string)Folded(test.Field, test.Value!);

    private static object Folded(ContactField field, object value) =>
        field.Kind == FieldKind.Text ? TextFold.ForFilter((string)value) : value;

    private string Operand(ContactField field)
    {
        if (field == ContactFields.FullName)
            return "CASE WHEN c.first_name_fold = '' THEN c.last_name_fold WHEN c.last_name_fold = '' THEN c.first_name_fold ELSE c.first_name_fold || ' ' || c.last_name_fold END";
        // What is joined names its own expression; the contact's columns stand alone.
        if (field.Column.Contains('.'))
            return field.Column;
        if (field.Kind != FieldKind.Text)
            return "c." + field.Column;
        return field.FoldColumn is { } folded ? "c." + folded : dialect.Fold("c." + field.Column);
    }

    /// <summary>The companies that pass are found by themselves, once; no company passes when the filter holds of nothing but nulls.</summary>
    private string Account(Filter inner)
    {
        var among = $"c.account_id IN (SELECT a.id FROM crm_accounts a WHERE a.tenant = {sql.Arg(tenant)} AND {Condition(inner)})";
        return FilterPredicate.HoldsOfNothing(inner) ? $"({among} OR c.account_id IS NULL)" : among;
    }

    private string Over(Filter.Over over) => over.Quantifier switch
    {
        Quantifier.Any => (over.Exists ? "" : "NOT ") + Exists(over.Set, null),
        Quantifier.Some => Exists(over.Set, Condition(over.Inner!)),
        Quantifier.None => "NOT " + Exists(over.Set, Condition(over.Inner!)),
        _ => "NOT " + Exists(over.Set, Complement(Condition(over.Inner!))),
    };

    private static string From(FilterSet set) => set switch
    {
        FilterSet.Tags => "crm_contact_tags x JOIN crm_tags t ON t.tenant = x.tenant AND t.id = x.tag",
        FilterSet.Lists => "crm_list_members x JOIN crm_lists l ON l.tenant = x.tenant AND l.id = x.list",
        _ => "crm_custom_values x JOIN crm_custom_fields f ON f.tenant = x.tenant AND f.id = x.field",
    };

    private static string Exists(FilterSet set, string? inner) =>
        $"EXISTS (SELECT 1 FROM {From(set)} WHERE x.tenant = c.tenant AND x.contact = c.id" + (inner is null ? "" : " AND " + inner) + ")";
}
