using CrmContacts.Core.Counts;
using CrmContacts.Core.Data;
using CrmContacts.Core.Data.Sql;
using CrmContacts.Core.Visibility;

namespace CrmContacts.Core.Contacts;

/// <summary>The statements that a page of contacts may be. All give the same rows in the same order; they differ in what they cost.</summary>
/// <param name="Session">Where they run.</param>
/// <param name="Viewer">Who asks.</param>
/// <param name="Scope">Which contacts.</param>
/// <param name="Columns">What is read of each.</param>
/// <param name="Order">In which order.</param>
/// <param name="After">The keys after which it begins, or null.</param>
/// <param name="Before">The keys before which it ends, or null.</param>
/// <param name="Backwards">True when it is taken from the end.</param>
/// <param name="Limit">How many rows are read: one more than the page has tells whether there are more.</param>
internal sealed record PageShape(Session Session, Viewer Viewer, ContactScope Scope, ContactColumns Columns, ContactOrder Order, object[]? After, object[]? Before, bool Backwards, int Limit)
{
    /// <summary>Whatever is in scope, sorted.</summary>
    /// <param name="smallList">Whether the list's members are few.</param>
    /// <param name="named">Whether an index names few for a part of the filter.</param>
    public SqlText Sorted(bool smallList = false, bool named = false)
    {
        var sql = new SqlText();
        return First(sql, $"{Columns.Sql}, {Order.Select}", smallList, named, Scope.Found).Add($" LIMIT {Limit}");
    }

    /// <summary>What the search index finds, sorted.</summary>
    public SqlText Found()
    {
        var sql = new SqlText();
        var from = Session.Dialect.FoundFirst(Scope.Tokens(sql), Scope.Where(null, false, sql, SearchBy.From) + Past(sql), Order.By(Backwards), Limit);
        return sql.Add($"SELECT {Columns.Sql}, {Order.Select} FROM {from} ORDER BY {Order.By(Backwards)}");
    }

    /// <summary>A range of the order's index; for an agent one a bucket, merged, never a walk through the tenant.</summary>
    public SqlText Merged() => Merged(new SqlText());

    private SqlText Merged(SqlText sql) => Merged(sql, $"{Columns.Sql}, {Order.Select}", Limit, (bucket, text) => Scope.Where(bucket, false, text));

    /// <summary>
    /// The first <paramref name="steps"/> of the order's index, up to a page of those that are in scope. <paramref name="named"/>: all that the
    /// search index finds is named before, and only what is found is read of the contacts; else each contact is read and looked at.
    /// </summary>
    public SqlText Walked(int steps, bool named)
    {
        var sql = new SqlText();
        var dialect = Session.Dialect;
        sql.Add($"SELECT {Columns.Sql}, {Order.Keys} FROM (SELECT * FROM (");
        Merged(sql, $"c.{dialect.RowKey} AS no, {Order.Select}, {Scope.Hit(sql, named ? SearchBy.From : SearchBy.Contact)} AS hit", steps, Scope.WhereBucket);
        return sql.Add($") w WHERE w.hit{(named ? " AND " + dialect.Among("w.no", Scope.Tokens(sql)) : "")} LIMIT {Limit}) w")
            .Add($" {dialect.ThenJoin} crm_contacts c ON c.{dialect.RowKey} = w.no AND c.tenant = {sql.Arg(Viewer.Tenant.Key)} ORDER BY {Order.ByKeys(Backwards)}");
    }

    /// <summary>The keys of the <paramref name="n"/>th row, and nothing else of it: where the order is indexed, the index alone is read.</summary>
    public SqlText Nth(int n, bool smallList, bool named)
    {
        var sql = new SqlText();
        return Order.Indexed && !smallList && !named && !Scope.Searches
            ? Merged(sql, Order.Select, n, (bucket, text) => Scope.Where(bucket, false, text), n - 1)
            : First(sql, Order.Select, smallList, named, Scope.FoundKeys).Add($" LIMIT 1 OFFSET {n - 1}");
    }

    /// <summary>All in scope, sorted, read from where they are fewest.</summary>
    private SqlText First(SqlText sql, string select, bool smallList, bool named, Func<SqlText, string> found)
    {
        var (from, by) = named ? (Scope.Named(sql), SearchBy.Index)
            : smallList ? (Scope.From(true, sql), SearchBy.Contact)
            : Scope.Searches ? (found(sql), SearchBy.From)
            : (Scope.From(false, sql), SearchBy.Index);
        return sql.Add($"SELECT {select} FROM {from} WHERE {Scope.Where(null, smallList, sql, by)}{Past(sql)} ORDER BY {Order.By(Backwards)}");
    }

    /// <summary>This page, begun behind the first <paramref name="n"/> rows; null when there are no more than that.</summary>
    public async Task<PageShape?> PastAsync(int n, bool smallList, bool named, CancellationToken cancellation)
    {
        if ((await Session.ListAsync(Nth(n, smallList, named), row => Order.ReadKeys(row, 0, Session.Dialect), cancellation)) is not [var keys])
            return null;
        return Backwards ? this with { Before = keys } : this with { After = keys };
    }

    /// <param name="skip">Null: up to the limit. Else the one row behind so many.</param>
    private SqlText Merged(SqlText sql, string select, int limit, Func<string?, SqlText, string> where, int? skip = null)
    {
        var rows = skip is null ? $"{limit}" : $"1 OFFSET {skip}";
        string?[] buckets = Viewer.SeesAll ? [null] : [.. Viewer.Buckets];
        // The ranges are merged as they are read: none is read further than the page needs.
        var parts = buckets.Select(bucket => $"SELECT {select} FROM crm_contacts c WHERE {where(bucket, sql)}{Past(sql)}").ToList();
        return sql.Add(parts.Count == 1
            ? $"{parts[0]} ORDER BY {Order.By(Backwards)} LIMIT {rows}"
            : $"{Session.Dialect.Merge(parts, Order.By(Backwards), limit)} ORDER BY {Order.ByKeys(Backwards)} LIMIT {rows}");
    }

    private string Past(SqlText sql) =>
        (After is null ? "" : " AND " + Order.Past(After, backwards: false, sql)) + (Before is null ? "" : " AND " + Order.Past(Before, backwards: true, sql));

    /// <summary>The rows of several pages, which differ in their scope only, by one statement.</summary>
    public static async Task<IReadOnlyList<(List<Contact> Contacts, List<object[]> Keys)>> ReadTogetherAsync(IReadOnlyList<(PageShape Shape, SqlText Sql)> pages, CancellationToken cancellation)
    {
        var (shape, first) = pages[0];
        if (pages.Count == 1)
            return [await shape.ReadAsync(first, cancellation)];
        var sql = new SqlText();
        sql.Add(string.Join(" UNION ALL ", pages.Select((page, i) => $"SELECT x{i}.*, {i} AS page FROM ({sql.Nest(page.Sql)}) x{i}")));
        sql.Add($" ORDER BY page, {shape.Order.ByKeys(shape.Backwards)}");
        var read = pages.Select(_ => (Contacts: new List<Contact>(), Keys: new List<object[]>())).ToList();
        await using var rows = await shape.Session.QueryAsync(sql, cancellation);
        while (await rows.ReadAsync(cancellation))
        {
            var (contacts, keys) = read[rows.GetInt32(rows.FieldCount - 1)];
            contacts.Add(shape.Columns.Read(rows, shape.Session.Dialect));
            keys.Add(shape.Order.ReadKeys(rows, shape.Columns.Count, shape.Session.Dialect));
        }

        return read;
    }

    /// <summary>A range of the order's index together with the kept count of all that the viewer sees.</summary>
    public async Task<(List<Contact> Contacts, List<object[]> Keys, long Total)> ReadCountedAsync(CancellationToken cancellation)
    {
        var sql = new SqlText();
        sql.Add("SELECT p.*, t.kept FROM (");
        Merged(sql).Add($") p RIGHT JOIN ({KeptCounts.OfScope(Session, Viewer, null, sql)}) t ON TRUE ORDER BY {Order.ByKeys(Backwards)}");
        var (contacts, keys) = (new List<Contact>(Limit), new List<object[]>(Limit));
        await using var rows = await Session.QueryAsync(sql, cancellation);
        await rows.ReadAsync(cancellation);
        var total = rows.GetInt64(rows.FieldCount - 1);
        // The count is there where nobody is on the page.
        for (var more = !rows.IsDBNull(0); more; more = await rows.ReadAsync(cancellation))
        {
            contacts.Add(Columns.Read(rows, Session.Dialect));
            keys.Add(Order.ReadKeys(rows, Columns.Count, Session.Dialect));
        }

        return (contacts, keys, total);
    }

    /// <summary>The rows, with their keys beside them.</summary>
    public async Task<(List<Contact> Contacts, List<object[]> Keys)> ReadAsync(SqlText sql, CancellationToken cancellation)
    {
        var contacts = new List<Contact>(Limit);
        var keys = new List<object[]>(Limit);
        await using var rows = await Session.QueryAsync(sql, cancellation);
        while (await rows.ReadAsync(cancellation))
        {
            contacts.Add(Columns.Read(rows, Session.Dialect));
            keys.Add(Order.ReadKeys(rows, Columns.Count, Session.Dialect));
        }

        return (contacts, keys);
    }
}
