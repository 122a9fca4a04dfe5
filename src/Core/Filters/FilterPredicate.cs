using CrmContacts.Core.Contacts;
using CrmContacts.Core.CustomFields;

namespace CrmContacts.Core.Filters;

/// <summary>A <see cref="Filter"/> as a function over one contact in memory. <see cref="FilterSql"/> means the same; property tests hold them against each other.</summary>
public static class FilterPredicate
{
    /// <summary>Compiles once; the function may be called from several threads.</summary>
    public static Func<ContactFacts, bool> Compile(Filter filter) =>
        Compile<ContactFacts>(filter, static (facts, field) => field.Get(facts.Contact));

    /// <summary>True when the filter passes something whose every field is null.</summary>
    internal static bool HoldsOfNothing(Filter filter) => Compile<object?>(filter, static (_, _) => null)(null);

    private static Func<T, bool> Compile<T>(Filter filter, Func<T, ContactField, object?> get)
    {
        switch (filter)
        {
            case Filter.AllOf all:
                var every = all.Parts.Select(p => Compile(p, get)).ToArray();
                return row => Array.TrueForAll(every, holds => holds(row));
            case Filter.AnyOf any:
                var one = any.Parts.Select(p => Compile(p, get)).ToArray();
                return row => Array.Exists(one, holds => holds(row));
            case Filter.Test test:
                var holds = FilterTest.Compile(test);
                return row => holds(get(row, test.Field));
            case Filter.Over over:
                return (Func<T, bool>)(object)Over(over);
            case Filter.OfAccount account:
                return (Func<T, bool>)(object)Compile<ContactFacts>(account.Inner, static (facts, field) =>
                    field == FilterFields.AccountId ? facts.Contact.AccountId : facts.AccountName);
            default:
                throw new ArgumentOutOfRangeException(nameof(filter));
        }
    }

    private static Func<ContactFacts, bool> Over(Filter.Over over) => over.Set switch
    {
        FilterSet.Tags => Over<string>(over, facts => facts.Tags, static (tag, _) => tag),
        FilterSet.Lists => Over<ListFact>(over, facts => facts.Lists, static (list, field) => field == FilterFields.ListId ? list.Id : list.Name),
        _ => Over<CustomValue>(over, facts => facts.CustomValues, Get),
    };

    private static Func<ContactFacts, bool> Over<T>(Filter.Over over, Func<ContactFacts, IReadOnlyList<T>> members, Func<T, ContactField, object?> get)
    {
        var inner = over.Inner is null ? null : Compile(over.Inner, get);
        return over.Quantifier switch
        {
            Quantifier.Any => facts => members(facts).Count > 0 == over.Exists,
            Quantifier.Some => facts => members(facts).Any(inner!),
            Quantifier.None => facts => !members(facts).Any(inner!),
            _ => facts => members(facts).All(inner!),
        };
    }

    private static object? Get(CustomValue value, ContactField field) => field.Kind switch
    {
        FieldKind.Number => value.Value as decimal?,
        FieldKind.Date => value.Value as DateOnly?,
        FieldKind.Flag => value.Value as bool?,
        _ => field == FilterFields.CustomKey ? value.Field.Key : value.Value as string,
    };
}
