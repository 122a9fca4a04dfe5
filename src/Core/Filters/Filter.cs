using CrmContacts.Core.Contacts;

namespace CrmContacts.Core.Filters;

/// <summary>The operations of the API's filters, as HotChocolate names them.</summary>
public enum FilterOp
{
    Eq, Neq, In, Nin, Contains, Ncontains, StartsWith, NstartsWith, EndsWith, NendsWith,
    Gt, Ngt, Gte, Ngte, Lt, Nlt, Lte, Nlte,
}

/// <summary>How many of a contact's tags (later: lists, custom fields) must pass the inner test.</summary>
public enum Quantifier { All, None, Some, Any }

/// <summary>
/// One filter, three readers: SQL for pages, a predicate for counts, JSON for storage.
/// <see cref="FilterParser"/> makes it from an input object; values are data, never SQL text.
/// </summary>
public abstract record Filter
{
    /// <summary>Every part holds; none: always true.</summary>
    public sealed record AllOf(IReadOnlyList<Filter> Parts) : Filter;

    /// <summary>At least one part holds; none: never true.</summary>
    public sealed record AnyOf(IReadOnlyList<Filter> Parts) : Filter;

    /// <summary>A field compared with a value; for <c>In</c> and <c>Nin</c> the value is an <c>object?[]</c>.</summary>
    public sealed record Test(ContactField Field, FilterOp Op, object? Value) : Filter;

    /// <summary>A test over the contact's tags. <paramref name="Inner"/> tests <see cref="ContactFields.TagName"/>; for Any, <paramref name="Exists"/> says whether there must be one.</summary>
    public sealed record OverTags(Quantifier Quantifier, Filter? Inner, bool Exists = true) : Filter;
}
