using CrmContacts.Core.Data;
using CrmContacts.Core.Data.Sql;
using CrmContacts.Core.Filters;
using CrmContacts.Core.Search;
using CrmContacts.Core.Visibility;

namespace CrmContacts.Core.Contacts;

/// <summary>How a search is asked: of the index, of one contact after the other, or elsewhere.</summary>
internal enum SearchBy { Index, Contact, From }

/// <summary>Which contacts a query is about: tenant, visible to the viewer, in the list's scope, found by the search, matching the filter.</summary>
internal sealed class ContactScope(Viewer viewer, ContactQuery query, Dialect dialect)
{
    /// <summary>Below this many members a list is walked and sorted; above, the order's index is walked and members are looked up.</summary>
    public const long SmallList = 2_000;

    /// <summary>Up to so many finds of a search are read whole.</summary>
    public const int FewFound = 8_000;

    private readonly IReadOnlyList<string>? _tokens = query.Search is { } text && !string.IsNullOrWhiteSpace(text)
        ? SearchTokens.OfQuery(viewer.Tenant.Key, text)
        : null;

    /// <summary>Nothing can be found: somebody typed punctuation.</summary>
    public bool IsEmpty => _tokens is { Count: 0 };

    public bool Searches => _tokens is not null;

    /// <summary>True when nothing but the list scope restricts it: then the kept counts know how many.</summary>
    public bool IsCounted => _tokens is null && query.Where is null;

    /// <summary>The parameter of the search, for the dialect's statements about it.</summary>
    public string Tokens(SqlText sql) => sql.Arg(dialect.SearchValue(_tokens!));

    /// <summary>FROM of the contacts that the search finds, the index asked first.</summary>
    public string Found(SqlText sql) => dialect.Found(Tokens(sql));

    /// <summary>The same where nothing but keys is read of them.</summary>
    public string FoundKeys(SqlText sql) => dialect.FoundKeys(Tokens(sql));

    /// <summary>True when the search index must merge what begins with a word.</summary>
    public bool Merges => !_tokens!.All(SearchTokens.IsWhole);

    /// <summary>True when the search index alone knows how many there are: nothing else restricts them, and it has none that is deleted.</summary>
    public bool IsFoundOnly => _tokens is { Count: > 0 } && query.Where is null && query.ListId is null && viewer.SeesAll;

    /// <summary>How many the search index finds of the tenant's contacts, whoever sees them, counting no further than <paramref name="most"/>.</summary>
    public async Task<long> FoundAsync(Session session, long most, CancellationToken cancellation)
    {
        var sql = new SqlText();
        sql.Add(dialect.FoundCount(Tokens(sql), most));
        return (await session.ListAsync(sql, row => row.GetInt64(0), cancellation))[0];
    }

    /// <summary>FROM with the list walked first when it is small.</summary>
    public string From(bool smallList, SqlText sql) => smallList
        ? $"crm_list_members m {dialect.ThenJoin} crm_contacts c ON m.tenant = {sql.Arg(viewer.Tenant.Key)} AND m.list = {sql.Arg(query.ListId)} AND c.tenant = m.tenant AND c.id = m.contact"
        : "crm_contacts c";

    /// <summary>True when an index names the contacts of a part of the filter.</summary>
    public bool IsNamed => !Searches && query.Where is { } filter && FilterSql.NamedPart(filter) is not null;

    /// <summary>FROM of those contacts, the index asked first; the whole condition is still to hold.</summary>
    public string Named(SqlText sql) =>
        $"(SELECT DISTINCT n.contact FROM ({NamedIds(sql)}) n) n {dialect.ThenJoin} crm_contacts c ON c.tenant = {sql.Arg(viewer.Tenant.Key)} AND c.id = n.contact";

    /// <summary>About how many that are, counting no further than <paramref name="most"/>.</summary>
    public async Task<long> NamedAsync(Session session, int most, CancellationToken cancellation)
    {
        var sql = new SqlText();
        sql.Add($"SELECT count(*) FROM (SELECT 1 FROM ({NamedIds(sql)}) n LIMIT {most}) n");
        return (await session.ListAsync(sql, row => row.GetInt64(0), cancellation))[0];
    }

    private string NamedIds(SqlText sql) => new FilterSql(sql, dialect, viewer.Tenant.Key).Named(FilterSql.NamedPart(query.Where!)!);

    /// <summary>Whether one contact of a bucket is in scope, to be selected beside it.</summary>
    public string Hit(SqlText sql, SearchBy search) => string.Join(" AND ", Which(false, sql, search, counting: false).DefaultIfEmpty("TRUE"));

    /// <summary>The condition of a bucket alone; null is every bucket of a viewer who sees all.</summary>
    public string WhereBucket(string? bucket, SqlText sql) => string.Join(" AND ", Within(bucket is null ? null : sql.Arg(bucket), sql));

    /// <summary>The condition within one bucket; null is every bucket that the viewer sees.</summary>
    public string Where(string? bucket, bool smallList, SqlText sql, SearchBy search = SearchBy.Index) => WhereOf(bucket is null ? null : sql.Arg(bucket), smallList, sql, search);

    /// <summary>The condition of a count over every bucket that the viewer sees.</summary>
    public string CountWhere(bool smallList, SqlText sql, SearchBy search) => WhereOf(null, smallList, sql, search, counting: true);

    /// <summary>The condition within the bucket that an expression names; null is every bucket that the viewer sees.</summary>
    public string WhereOf(string? bucket, bool smallList, SqlText sql, SearchBy search = SearchBy.Index, bool counting = false) =>
        string.Join(" AND ", [.. Within(bucket, sql), .. Which(smallList, sql, search, counting)]);

    private List<string> Within(string? bucket, SqlText sql)
    {
        var conditions = new List<string> { $"c.tenant = {sql.Arg(viewer.Tenant.Key)}", "c.deleted_at IS NULL" };
        if (bucket is not null)
            conditions.Add($"c.bucket = {bucket}");
        else if (!viewer.SeesAll)
            conditions.Add(dialect.In("c.bucket", [.. viewer.Buckets], sql));
        return conditions;
    }

    private List<string> Which(bool smallList, SqlText sql, SearchBy search, bool counting)
    {
        var conditions = new List<string>();
        if (query.ListId is { } list && !smallList)
            conditions.Add($"EXISTS (SELECT 1 FROM crm_list_members m WHERE m.tenant = c.tenant AND m.list = {sql.Arg(list)} AND m.contact = c.id)");
        if (_tokens is { Count: > 0 } tokens && search != SearchBy.From)
            conditions.Add(search == SearchBy.Contact ? dialect.SearchEach(tokens, sql) : dialect.Search(sql.Arg(dialect.SearchValue(tokens))));
        if (query.Where is { } filter)
        {
            var reader = new FilterSql(sql, dialect, viewer.Tenant.Key);
            conditions.Add(counting ? reader.CountCondition(filter) : reader.Condition(filter));
        }

        return conditions;
    }
}
