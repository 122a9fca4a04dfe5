using CrmContacts.Core.Errors;
using CrmContacts.Core.Text;

namespace CrmContacts.Core.Filters;

/// <summary>Which filters a dynamic list may have: those that a change of one contact decides. A company's name is another's to change.</summary>
public static class ListFilterRule
{
    /// <summary>What a list's filter may not ask: <c>account {…}</c>; <c>accountId</c> is fine. Null where all is well. The lists that it names must be static: <see cref="ListIds"/>.</summary>
    public static FieldFault? Fault(Filter filter) =>
        All(filter).OfType<Filter.OfAccount>().Any()
            ? Unsupported("The filter of a list cannot ask about the company; use accountId.")
            : null;

    public static FieldFault Unsupported(string why) => new("where", "LIST_FILTER_UNSUPPORTED", why);

    /// <summary>The lists that the filter names by id. The filter asks for members, so a dynamic one would never match.</summary>
    public static IReadOnlySet<Guid> ListIds(Filter filter) =>
        All(filter).OfType<Filter.Test>().Where(t => t.Field == FilterFields.ListId)
            .SelectMany(t => t.Value is object?[] many ? many : [t.Value]).OfType<Guid>().ToHashSet();

    /// <summary>The custom fields that the filter names by key.</summary>
    public static IReadOnlySet<string> CustomKeys(Filter filter) =>
        All(filter).OfType<Filter.Test>().Where(t => t.Field == FilterFields.CustomKey && t.Op is FilterOp.Eq or FilterOp.In)
            .SelectMany(t => t.Value is object?[] many ? many : [t.Value]).OfType<string>().Select(TextFold.ForFilter).ToHashSet(StringComparer.Ordinal);

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
