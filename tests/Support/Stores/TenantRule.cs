using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Xunit.Sdk;

namespace CrmContacts.Tests.Support.Stores;

/// <summary>
/// Every statement names the tenant of every table that it touches: so no row of another tenant can be read by mistake, and the tables can be
/// spread over machines by tenant. Each <see cref="TestStore"/> holds all that its test has run to it.
/// </summary>
public sealed partial class TenantRule
{
    /// <summary>What belongs to no tenant, or is about all of them, and why.</summary>
    private static readonly Dictionary<string, string> Exempt = new(StringComparer.Ordinal)
    {
        ["crm_store"] = "the store itself: its life and its sequence",
        ["crm_migrations"] = "the schema",
        ["crm_tenants"] = "maps slugs to tenants",
        ["crm_revocations"] = "read by every node since a mark, for all tenants",
        ["crm_imports"] = "a node looks for any tenant's runs, fairly between them",
        ["crm_bulk_actions"] = "likewise",
        ["crm_search"] = "SQLite's index, of rows by number: its terms carry the tenant",
    };

    private static readonly HashSet<string> Words = new(["ON", "WHERE", "SET", "ORDER", "GROUP", "LIMIT", "JOIN", "LEFT", "CROSS", "INNER", "VALUES", "SELECT", "USING", "UNION", "FOR", "INDEXED", "NOT", "AS", "DEFAULT", "HAVING"], StringComparer.OrdinalIgnoreCase);

    /// <summary>What has been looked at, by all tests: the same statements come thousands of times.</summary>
    private static readonly ConcurrentDictionary<string, string?> Faults = new(StringComparer.Ordinal);

    private readonly ConcurrentDictionary<string, string> _broken = new(StringComparer.Ordinal);

    public void Hear(string sql)
    {
        if (Faults.GetOrAdd(sql, Fault) is { } table)
            _broken.TryAdd(sql, table);
    }

    /// <summary>Fails when a statement did not name a tenant.</summary>
    public void Assert()
    {
        if (!_broken.IsEmpty)
            throw new XunitException("These statements do not name the tenant of a table:\n" + string.Join("\n\n", _broken.Select(b => $"{b.Value}: {b.Key}")));
    }

    /// <summary>The first table whose tenant a statement does not name; null for a good one.</summary>
    public static string? Fault(string sql)
    {
        if (Whole().IsMatch(sql))
            return null;
        foreach (Match touched in Touched().Matches(sql))
        {
            var table = touched.Groups["table"].Value;
            if (Exempt.ContainsKey(table))
                continue;
            var alias = touched.Groups["alias"].Value;
            var named = alias.Length == 0 || Words.Contains(alias)
                ? Tenant().IsMatch(sql)
                : Regex.IsMatch(sql, $@"\b{alias}\.tenant\b|\b{table}\.tenant\b", RegexOptions.None, TimeSpan.FromSeconds(1));
            // A table that is written names its columns.
            if (!named && !(touched.Groups["verb"].Value.ToUpperInvariant() is "INTO" or "UPDATE" && Tenant().IsMatch(sql)))
                return table;
        }

        return null;
    }

    [GeneratedRegex(@"\b(?<verb>FROM|JOIN|UPDATE|INTO)\s+(?<table>crm_\w+)(?:\s+AS)?(?:\s+(?<alias>\w+))?", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Touched();

    // The search index of PostgreSQL: the terms that are asked for carry the tenant, and the statement around it names it. A table's shape; and
    // how many rows there are in all, which tests ask.
    [GeneratedRegex(@"search @@|WITH NO DATA|^\s*SELECT count\([^)]*\) FROM crm_\w+\s*$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Whole();

    [GeneratedRegex(@"\btenant\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Tenant();
}
