using System.Collections;
using System.Numerics;
using CrmContacts.Core.Contacts;
using CrmContacts.Core.Paging;
using CrmContacts.GraphQL.Execution;

namespace CrmContacts.GraphQL.Contacts;

/// <summary>
/// What asking for contacts costs: by the values that were given, never by what they might have been. A page is its rows times
/// what is written of each, a statement for each relation, and the tests of its filter.
/// </summary>
internal static class ContactCost
{
    /// <summary>Operations that no index answers.</summary>
    private static readonly HashSet<string> Scanning = ["contains", "ncontains", "endsWith", "nendsWith"];

    /// <summary>What a test that no index answers costs: it may look at every contact that the viewer sees.</summary>
    private const int Scan = 100;

    /// <summary>So many rows of an index are passed over for one.</summary>
    private const int Skipped = 1_000;

    public static long OfPage(RootContext root) =>
        root.Selection.PageWeight(root, Rows(root.Arguments)) + OfRelations(root) + OfChoice(root) + (Math.Max(0, root.Argument<int?>("skip") ?? 0) / Skipped);

    /// <summary>What choosing the contacts of a page costs, and counting them, by its arguments.</summary>
    public static long OfChoice(RootContext page)
    {
        var filter = OfFilter(page.Given("where"));
        var counted = page.Selection.Asks("totalCount") && (filter > 0 || page.Given("search") is string);
        return filter + (counted ? Scan : 0);
    }

    public static long OfOne(RootContext root) => root.Selection.Weight(root) + OfRelations(root);

    /// <summary>How many rows a page has at most, by its arguments.</summary>
    public static int Rows(FieldArguments arguments) =>
        Math.Clamp(arguments.Argument<int?>("first") ?? arguments.Argument<int?>("last") ?? PageSize.Default, 0, PageSize.Max);

    public static long OfCallers(RootContext root) => CallerReader.Most * root.Selection.Weight(root) + OfRelations(root);

    /// <summary>A probe for each letter of an alphabet, and the tests of the filter.</summary>
    public static long OfAlphabet(RootContext root) => 26 + OfFilter(root.Given("where"));

    private static int OfRelations(RootContext root) => RootField.BaseCost * BitOperations.PopCount((uint)root.Selection.Needs);

    private static int OfFilter(object? where) => where switch
    {
        null => 0,
        IDictionary<string, object?> members => members.Sum(m => OfFilter(m.Value) + (Scanning.Contains(m.Key) ? Scan : 0)),
        string => 1,
        IEnumerable items => items.Cast<object?>().Sum(OfFilter),
        _ => 1,
    };
}
