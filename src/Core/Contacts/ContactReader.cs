using CrmContacts.Core.Contacts.Merging;
using CrmContacts.Core.Counts;
using CrmContacts.Core.Data;
using CrmContacts.Core.Data.Sql;
using CrmContacts.Core.Errors;
using CrmContacts.Core.Lists;
using CrmContacts.Core.Paging;
using CrmContacts.Core.Visibility;

namespace CrmContacts.Core.Contacts;

/// <summary>The door to contacts that a viewer may see.</summary>
public sealed class ContactReader(Snapshot snapshot)
{
    /// <summary>Past this many candidates an order without an index is refused.</summary>
    public const int MaxSorted = 100_000;

    /// <summary>Up to so many finds of a search are sorted at once.</summary>
    private const int Sorted = 6_000;

    /// <summary>Up to so many finds are named by the index before a walk.</summary>
    private const int Named = 20_000;

    /// <summary>How far an order's index is walked among what is named: a step reads the index alone.</summary>
    private const int Steps = 30_000;

    /// <summary>How many contacts are looked at; each is a row that lies elsewhere, and takes several times as long.</summary>
    private const int Looks = 8_000;

    /// <summary>How many are looked at to learn how dense what is searched for lies.</summary>
    private const int Sample = 1_000;

    /// <summary>Up to so many contacts that an index names for a filter are sorted; of more, a page is come upon by walking.</summary>
    private const int NamedByFilter = 50_000;

    /// <summary>How many lists' pages one statement reads: SQLite joins 500 at most.</summary>
    private const int PagesAtOnce = 50;

    /// <summary>One page, in a total order, by keyset; with the total when it is asked for.</summary>
    /// <exception cref="CrmException">Page size, cursor, paging or order is not valid.</exception>
    public async Task<ContactPage> PageAsync(Viewer viewer, ContactQuery query, CancellationToken cancellation = default)
    {
        viewer.Demand(Permission.View);
        var size = PageSize.Of(query.First, query.Last);
        if (query.Skip < 0)
            throw new CrmException(ErrorCode.PagingInvalid, "skip must not be negative.", "skip");
        var session = await snapshot.SessionAsync(cancellation);
        return await ListScope.ResolveAsync(session, viewer, query, cancellation) is { } list
            ? await PageAsync(session, viewer, list, size, cancellation)
            : new ContactPage([], [], false, false, query.WithTotal ? 0 : null);
    }

    private static async Task<ContactPage> PageAsync(Session session, Viewer viewer, ListScope list, int size, CancellationToken cancellation)
    {
        var query = list.Query;
        var scope = new ContactScope(viewer, query, session.Dialect);
        if (session.Dialect.AsksFar && list is { Kept: null, Total: null } && scope.IsCounted && query is { WithTotal: true, WithPage: true, ListId: null, Skip: 0 } && size > 0 && ContactOrder.Of(query.Order, session.Dialect).Indexed)
            return await CountedPageAsync(session, viewer, scope, query, size, cancellation);
        var kept = list.Kept ?? (query.WithTotal && scope.IsCounted ? await KeptCounts.OfScopeAsync(session, viewer, null, cancellation) : null);
        var total = query.WithTotal ? list.Total ?? await TotalAsync(session, viewer, scope, query, kept, cancellation) : (long?)null;
        // Where nothing is there is no page to read either.
        return query.WithPage && size > 0 && !scope.IsEmpty && kept != 0 && list.Total != 0
            ? await PageAsync(session, viewer, scope, query, size, kept, total, cancellation)
            : new ContactPage([], [], false, false, total);
    }

    /// <summary>The page and how many there are in all, asked together.</summary>
    private static async Task<ContactPage> CountedPageAsync(Session session, Viewer viewer, ContactScope scope, ContactQuery query, int size, CancellationToken cancellation)
    {
        var (shape, _) = await ShapeAsync(session, viewer, scope, query, size, null, cancellation);
        session.Last();
        var (contacts, keys, total) = await shape.ReadCountedAsync(cancellation);
        return Page(shape, size, contacts, keys, total);
    }

    /// <summary>The same page of each of these lists: one statement for all of them, unless something is searched for or counted, which is each list's own.</summary>
    public async Task<IReadOnlyDictionary<Guid, ContactPage>> OfListsAsync(Viewer viewer, IReadOnlyCollection<Guid> listIds, ContactQuery query, CancellationToken cancellation = default)
    {
        viewer.Demand(Permission.View);
        var size = PageSize.Of(query.First, query.Last);
        var session = await snapshot.SessionAsync(cancellation);
        var pages = listIds.Distinct().ToDictionary(id => id, _ => new ContactPage([], [], false, false, query.WithTotal ? 0 : null));
        var together = new List<(Guid List, PageShape Shape, SqlText Sql, long? Total)>();
        foreach (var (id, list) in await ListScope.ResolveAsync(session, viewer, query, [.. pages.Keys], cancellation))
        {
            var scope = new ContactScope(viewer, list.Query, session.Dialect);
            if (scope.Searches || (query.WithTotal && list.Total is null) || !query.WithPage || size == 0 || list.Kept == 0 || list.Total == 0)
            {
                pages[id] = await PageAsync(session, viewer, list, size, cancellation);
                continue;
            }

            var (shape, smallList) = await ShapeAsync(session, viewer, scope, list.Query, size, list.Kept, cancellation);
            together.Add((id, shape, shape.Order.Indexed && !smallList ? shape.Merged() : shape.Sorted(smallList), query.WithTotal ? list.Total : null));
        }

        foreach (var piece in together.Chunk(PagesAtOnce))
        {
            var read = await PageShape.ReadTogetherAsync([.. piece.Select(p => (p.Shape, p.Sql))], cancellation);
            for (var i = 0; i < piece.Length; i++)
                pages[piece[i].List] = Page(piece[i].Shape, size, read[i].Contacts, read[i].Keys, piece[i].Total);
        }

        return pages;
    }

    private static async Task<ContactPage> PageAsync(Session session, Viewer viewer, ContactScope scope, ContactQuery query, int size, long? kept, long? total, CancellationToken cancellation)
    {
        var (shape, smallList) = await ShapeAsync(session, viewer, scope, query, size, kept, cancellation);
        var walks = shape.Order.Indexed && !smallList;
        bool? fewNamed = null;
        if (query.Skip > 0)
        {
            fewNamed = walks && scope.IsNamed ? await AreFewNamedAsync(shape, cancellation) : null;
            if (await shape.PastAsync(query.Skip, smallList, fewNamed == true, cancellation) is not { } further)
                return new ContactPage([], [], false, false, total);
            shape = further;
        }

        var (contacts, keys) = !walks ? await shape.ReadAsync(shape.Sorted(smallList), cancellation)
            : scope.Searches ? await SearchedAsync(shape, viewer, cancellation)
            : fewNamed is { } few ? await shape.ReadAsync(few ? shape.Sorted(named: true) : shape.Merged(), cancellation)
            : scope.IsNamed ? await NamedAsync(shape, viewer, cancellation)
            : await MergedAsync(shape, cancellation);
        return Page(shape, size, contacts, keys, total);
    }

    /// <summary>
    /// Whom a filter by tag, list, company or custom value leaves. Where they are many a short walk of the order comes upon a page of them; else those
    /// that the index names are sorted. Where that would be many too, something else in the filter leaves few, and the walk goes on.
    /// </summary>
    private static async Task<(List<Contact> Contacts, List<object[]> Keys)> NamedAsync(PageShape shape, Viewer viewer, CancellationToken cancellation)
    {
        var seen = await KeptCounts.OfScopeAsync(shape.Session, viewer, null, cancellation);
        if (seen == 0)
            return ([], []);
        var walked = await shape.ReadAsync(shape.Walked(Looks, named: false), cancellation);
        if (walked.Contacts.Count == shape.Limit || seen <= Looks)
            return walked;
        return await shape.ReadAsync(await AreFewNamedAsync(shape, cancellation) ? shape.Sorted(named: true) : shape.Merged(), cancellation);
    }

    private static Task<(List<Contact> Contacts, List<object[]> Keys)> MergedAsync(PageShape shape, CancellationToken cancellation)
    {
        shape.Session.Last();
        return shape.ReadAsync(shape.Merged(), cancellation);
    }

    private static async Task<bool> AreFewNamedAsync(PageShape shape, CancellationToken cancellation) =>
        await shape.Scope.NamedAsync(shape.Session, NamedByFilter + 1, cancellation) <= NamedByFilter;

    private static async Task<(PageShape Shape, bool SmallList)> ShapeAsync(Session session, Viewer viewer, ContactScope scope, ContactQuery query, int size, long? kept, CancellationToken cancellation)
    {
        var order = ContactOrder.Of(query.Order, session.Dialect);
        var after = query.After is { } a ? order.Decode(a, "after") : null;
        var before = query.Before is { } b ? order.Decode(b, "before") : null;
        var smallList = kept is { } members && query.ListId is not null && members <= ContactScope.SmallList;
        if (!order.Indexed && !scope.Searches && !smallList)
            await RefuseHugeSortAsync(session, viewer, query, kept, cancellation);
        return (new PageShape(session, viewer, scope, ContactColumns.Of(query.Fields), order, after, before, query.Last is not null, size + 1), smallList);
    }

    private static ContactPage Page(PageShape shape, int size, List<Contact> contacts, List<object[]> keys, long? total)
    {
        var more = contacts.Count > size;
        if (more)
        {
            contacts.RemoveAt(size);
            keys.RemoveAt(size);
        }

        if (shape.Backwards)
        {
            contacts.Reverse();
            keys.Reverse();
        }

        return new ContactPage(contacts, new PageCursors(shape.Order.Tag, keys),
            HasNextPage: shape.Before is not null || (more && !shape.Backwards),
            HasPreviousPage: shape.After is not null || (more && shape.Backwards), total);
    }

    /// <summary>
    /// Little of what the search index finds is sorted. Of more, a page is come upon by walking the order: where the index can name all of it, by
    /// asking whether it names each, which takes the order's index alone; where it would name too many, by looking at each contact. What a long
    /// walk does not come upon stands together in one place of the order, and is sorted after all.
    /// </summary>
    private static async Task<(List<Contact> Contacts, List<object[]> Keys)> SearchedAsync(PageShape shape, Viewer viewer, CancellationToken cancellation)
    {
        var seen = await KeptCounts.OfScopeAsync(shape.Session, viewer, null, cancellation);
        if (seen == 0)
            return ([], []);
        if (!shape.Session.Dialect.CountsFound)
            return await SampledAsync(shape, seen, cancellation);
        // What a long word finds is known only when all of it is merged: one that nearly everybody has is met before.
        if (shape.Scope.Merges && await shape.ReadAsync(shape.Walked(Looks / 32, named: false), cancellation) is { Contacts: var met } first && met.Count == shape.Limit)
            return first;
        var found = await shape.Scope.FoundAsync(shape.Session, Named + 1, cancellation);
        if (found <= Math.Min(Sorted, seen * 2))
            return await shape.ReadAsync(shape.Found(), cancellation);
        var steps = found <= Named ? Steps : Looks;
        var walked = await shape.ReadAsync(shape.Walked(steps, found <= Named), cancellation);
        return walked.Contacts.Count == shape.Limit || seen <= steps ? walked : await shape.ReadAsync(shape.Found(), cancellation);
    }

    /// <summary>
    /// Where the index says how many it finds only by reading them all, the beginning of a walk tells how dense they lie: a page of them is come
    /// upon at once, or by walking as far as that density takes; what is so rare, or lies so far away, that this would be long, is sorted.
    /// </summary>
    private static async Task<(List<Contact> Contacts, List<object[]> Keys)> SampledAsync(PageShape shape, long seen, CancellationToken cancellation)
    {
        var met = await shape.ReadAsync(shape.Walked(Sample, named: false), cancellation);
        if (met.Contacts.Count == shape.Limit || seen <= Sample)
            return met;
        var steps = (long)Sample * shape.Limit * 3 / 2 / Math.Max(met.Contacts.Count, 1);
        if (steps > Looks)
            return await shape.ReadAsync(shape.Found(), cancellation);
        met = await shape.ReadAsync(shape.Walked((int)steps, named: false), cancellation);
        return met.Contacts.Count == shape.Limit || seen <= steps ? met : await shape.ReadAsync(shape.Found(), cancellation);
    }

    /// <summary>The visible ones of these ids, each under the id that was asked for: that of a contact which was merged means the one that it was merged into.</summary>
    public async Task<IReadOnlyDictionary<Guid, Contact>> ByIdsAsync(Viewer viewer, IReadOnlyCollection<Guid> ids, IReadOnlySet<ContactField>? fields = null, CancellationToken cancellation = default)
    {
        viewer.Demand(Permission.View);
        if (ids.Count == 0)
            return new Dictionary<Guid, Contact>();
        var session = await snapshot.SessionAsync(cancellation);
        // Those who were merged are looked for behind it, as they are then.
        session.Last();
        var found = await FindAsync(session, viewer, ids, fields, cancellation);
        if (found.Count == ids.Count)
            return found;
        var merged = await ContactRedirects.OfAsync(session, viewer.Tenant.Key, [.. ids.Where(id => !found.ContainsKey(id))], cancellation);
        if (merged.Count == 0)
            return found;
        var targets = await FindAsync(session, viewer, merged.Values, fields, cancellation);
        foreach (var (source, target) in merged)
        {
            if (targets.TryGetValue(target, out var contact))
                found[source] = contact;
        }

        return found;
    }

    private static async Task<Dictionary<Guid, Contact>> FindAsync(Session session, Viewer viewer, IReadOnlyCollection<Guid> ids, IReadOnlySet<ContactField>? fields, CancellationToken cancellation)
    {
        var columns = ContactColumns.Of(fields);
        var sql = new SqlText();
        var one = ids.Count == 1 ? $"c.id = {sql.Arg(ids.First())}" : session.Dialect.In("c.id", [.. ids.Cast<object>()], sql);
        sql.Add($"SELECT {columns.Sql} FROM crm_contacts c WHERE c.tenant = {sql.Arg(viewer.Tenant.Key)} AND {one} AND c.deleted_at IS NULL");
        if (!viewer.SeesAll)
            sql.Add(" AND " + session.Dialect.In("c.bucket", [.. viewer.Buckets], sql));
        return (await session.ListAsync(sql, row => columns.Read(row, session.Dialect), cancellation)).ToDictionary(c => c.Id);
    }

    private static async Task<long> TotalAsync(Session session, Viewer viewer, ContactScope scope, ContactQuery query, long? kept, CancellationToken cancellation)
    {
        if (scope.IsEmpty)
            return 0;
        if (scope.IsCounted)
            return kept!.Value;
        if (scope.IsFoundOnly)
            return await scope.FoundAsync(session, long.MaxValue, cancellation);
        var smallList = query.ListId is not null && kept <= ContactScope.SmallList;
        var sql = new SqlText();
        sql.Add(scope.Searches && !smallList
            ? $"SELECT count(*) FROM {scope.FoundKeys(sql)} WHERE {scope.CountWhere(false, sql, SearchBy.From)}"
            : $"SELECT count(*) FROM {scope.From(smallList, sql)} WHERE {scope.CountWhere(smallList, sql, SearchBy.Contact)}");
        await using var rows = await session.QueryAsync(sql, cancellation);
        return await rows.ReadAsync(cancellation) ? rows.GetInt64(0) : 0;
    }

    private static async Task RefuseHugeSortAsync(Session session, Viewer viewer, ContactQuery query, long? kept, CancellationToken cancellation)
    {
        var candidates = kept ?? await KeptCounts.OfScopeAsync(session, viewer, query.ListId, cancellation);
        if (candidates > MaxSorted)
        {
            throw new CrmException(ErrorCode.CostExceeded, $"This order would sort {candidates} contacts; at most {MaxSorted} are sorted without an index. Order by lastName and firstName, or narrow by a list or a search.", "order")
            {
                Details = new Dictionary<string, object?> { ["fieldCost"] = candidates, ["maxFieldCost"] = MaxSorted },
            };
        }
    }
}
