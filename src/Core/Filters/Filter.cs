using CrmContacts.Core.Contacts;

namespace CrmContacts.Core.Filters;

/// <summary>The operations of the API's filters, as HotChocolate names them.</summary>
public enum FilterOp
{
    Eq, Neq, In, Nin, Contains, Ncontains, StartsWith, NstartsWith, EndsWith, NendsWith,
    Gt, Ngt, Gte, Ngte, Lt, Nlt, Lte, Nlte,
}

/// <summary>How many members of a set must pass the inner test.</summary>
public enum Quantifier { All, None, Some, Any }

/// <summary>What a contact has several of: tags, static lists that it is on, values of custom fields.</summary>
public enum FilterSet { Tags, Lists, CustomFields }

/// <summary>
/// One filter, three readers: SQL for pages (<see cref="FilterSql"/>), a predicate for one contact in memory
/// (<see cref="FilterPredicate"/>), JSON for storage (<see cref="FilterJson"/>). They mean the same.
/// <see cref="FilterParser"/> makes it from an input object; values are data, never SQL text.
/// </summary>
public abstract record Filter
{
    /// <summary>True when it says nothing: <c>{and: []}</c>, <c>{email: null}</c>, <c>{or: [{}]}</c> pass whatever there is.</summary>
    public bool PassesAll => this switch
    {
        AllOf all => all.Parts.All(p => p.PassesAll),
        AnyOf any => any.Parts.Any(p => p.PassesAll),
        OfAccount account => account.Inner.PassesAll,
        Over { Quantifier: Quantifier.All, Inner: { } inner } => inner.PassesAll,
        _ => false,
    };

    /// <summary>Every part holds; none: always true.</summary>
    public sealed record AllOf(IReadOnlyList<Filter> Parts) : Filter;

    /// <summary>At least one part holds; none: never true.</summary>
    public sealed record AnyOf(IReadOnlyList<Filter> Parts) : Filter;

    /// <summary>A field compared with a value; for <c>In</c> and <c>Nin</c> the value is an <c>object?[]</c>. A negated operation is the exact complement: it keeps nulls.</summary>
    public sealed record Test(ContactField Field, FilterOp Op, object? Value) : Filter;

    /// <summary>
    /// A test over the members of a set. <paramref name="Inner"/> tests fields of <see cref="FilterFields"/>;
    /// for Any it is null, and <paramref name="Exists"/> says whether there must be a member at all.
    /// </summary>
    public sealed record Over(FilterSet Set, Quantifier Quantifier, Filter? Inner, bool Exists = true) : Filter;

    /// <summary>A test of the contact's company. A contact without one is tested as if every field of it were null.</summary>
    public sealed record OfAccount(Filter Inner) : Filter;
}
