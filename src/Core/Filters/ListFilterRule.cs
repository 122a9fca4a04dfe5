using CrmContacts.Core.Errors;

namespace CrmContacts.Core.Filters;

/// <summary>Which filters a dynamic list may have: those that a change of one contact decides. A company's name is another's to change.</summary>
public static class ListFilterRule
{
    /// <summary>Refuses <c>account {…}</c>; <c>accountId</c> is fine. The lists that the filter names must be static: <see cref="ListIds"/>.</summary>
    /// <exception cref="CrmException"><see cref="ErrorCode.ListFilterUnsupported"/>.</exception>
    public static void Demand(Filter filter)
    {
        if (All(filter).OfType<Filter.OfAccount>().Any())
            throw new CrmException(ErrorCode.ListFilterUnsupported, "The filter of a list cannot ask about the company; use accountId.", "where.account");
    }

    /// <summary>The lists that the filter names by id. The filter asks for members, so a dynamic one would never match.</summary>
    public static IReadOnlySet<Guid> ListIds(Filter filter) =>
        All(filter).OfType<Filter.Test>().Where(t => t.Field == FilterFields.ListId)
            .SelectMany(t => t.Value is object?[] many ? many : [t.Value]).OfType<Guid>().ToHashSet();

    /// <summary>The filter and every filter in it.</summary>
    private static IEnumerable<Filter> All(Filter filter) => filter switch
    {
        Filter.AllOf all => all.Parts.SelectMany(All).Prepend(filter),
        Filter.AnyOf any => any.Parts.SelectMany(All).Prepend(filter),
        Filter.Over { Inner: { } inner } => All(inner).Prepend(filter),
        Filter.OfAccount account => All(account.Inner).Prepend(filter),
        _ => [filter],
    };
}
