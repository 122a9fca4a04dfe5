using CrmContacts.Core.Contacts;
using CrmContacts.Core.CustomFields;

namespace CrmContacts.Core.Filters;

/// <summary>A <see cref="Filter"/> as a function over one contact in memory. <see cref="FilterSql"/> means the same; property tests hold them against each other.</summary>
public static class FilterPredicate
{
    /// <summary>Compiles once; the function may be called from several threads.</summary>
    public static Func<ContactFacts, bool> Compile(Filter filter)
    {
        var holds = CompilePlain(filter);
        return facts => holds(new PlainFacts(facts));
    }

    /// <summary>The same for a contact that many filters ask.</summary>
    internal static Func<PlainFacts, bool> CompilePlain(Filter filter) => Compile<PlainFacts>(filter, OfContact);

    /// <summary>True when the filter passes something whose every field is null.</summary>
    internal static bool HoldsOfNothing(Filter filter) => Compile<object?>(filter, _ => _ => null)(null);

    private static Func<PlainFacts, object?> OfContact(ContactField field)
    {
        var bit = FieldBits.Of(field);
        return facts => facts.Of(field, bit);
    }

    /// <param name="access">How a field's plain value is had.</param>
    private static Func<T, bool> Compile<T>(Filter filter, Func<ContactField, Func<T, object?>> access)
    {
        switch (filter)
        {
            case Filter.AllOf all:
                var every = all.Parts.Select(p => Compile(p, access)).ToArray();
                return row => Array.TrueForAll(every, holds => holds(row));
            case Filter.AnyOf any:
                var one = any.Parts.Select(p => Compile(p, access)).ToArray();
                return row => Array.Exists(one, holds => holds(row));
            case Filter.Test test:
                var holds = FilterTest.Compile(test);
                var get = access(test.Field);
                return row => holds(get(row));
            case Filter.Over over:
                return (Func<T, bool>)(object)Over(over);
            case Filter.OfAccount account:
                return (Func<T, bool>)(object)Compile<PlainFacts>(account.Inner, OfAccount);
            default:
                throw new ArgumentOutOfRangeException(nameof(filter));
        }
    }

    private static Func<PlainFacts, object?> OfAccount(ContactField field) => field == FilterFields.AccountId
        ? facts => facts.Facts.Contact.AccountId
        : facts => FilterTest.Plain(FieldKind.Text, facts.Facts.AccountName);

    private static Func<PlainFacts, bool> Over(Filter.Over over) => over.Set switch
    {
        FilterSet.Tags => Over<object?>(over, facts => facts.Tags, static _ => static tag => tag),
        FilterSet.Lists => Over<ListFact>(over, facts => facts.Facts.Lists, static field => field == FilterFields.ListId ? list => list.Id : list => FilterTest.Plain(FieldKind.Text, list.Name)),
        _ => Over<CustomValue>(over, facts => facts.Facts.CustomValues, OfValue),
    };

    private static Func<PlainFacts, bool> Over<T>(Filter.Over over, Func<PlainFacts, IReadOnlyList<T>> members, Func<ContactField, Func<T, object?>> access)
    {
        var inner = over.Inner is null ? null : Compile(over.Inner, access);
        return over.Quantifier switch
        {
            Quantifier.Any => facts => members(facts).Count > 0 == over.Exists,
            Quantifier.Some => facts => Some(members(facts), inner!),
            Quantifier.None => facts => !Some(members(facts), inner!),
            _ => facts => members(facts).All(inner!),
        };
    }

    private static bool Some<T>(IReadOnlyList<T> members, Func<T, bool> holds)
    {
        for (var i = 0; i < members.Count; i++)
        {
            if (holds(members[i]))
                return true;
        }

        return false;
    }

    private static Func<CustomValue, object?> OfValue(ContactField field) => field.Kind switch
    {
        FieldKind.Number => value => value.Value as decimal?,
        FieldKind.Date => value => value.Value as DateOnly?,
        FieldKind.Flag => value => value.Value as bool?,
        _ when field == FilterFields.CustomKey => value => FilterTest.Plain(FieldKind.Text, value.Field.Key),
        _ => value => FilterTest.Plain(FieldKind.Text, value.Value as string),
    };
}
