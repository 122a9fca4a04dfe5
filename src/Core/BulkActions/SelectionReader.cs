using CrmContacts.Core.Contacts;
using CrmContacts.Core.Data;
using CrmContacts.Core.Data.Sql;
using CrmContacts.Core.Lists;
using CrmContacts.Core.Visibility;

namespace CrmContacts.Core.BulkActions;

/// <summary>
/// The contacts of a selection in the order of ids, a piece at a time. What is made after the action began is not in it;
/// what changes while it goes on is judged when its turn comes.
/// </summary>
internal sealed class SelectionReader(Viewer viewer, ContactSelection selection, DateTimeOffset began)
{
    // Ids compare as their bytes in network order do, in both databases.
    private readonly List<Guid>? _named = selection.Ids?.Except(selection.ExceptIds).OrderBy(id => id.ToString("N"), StringComparer.Ordinal).ToList();
    private readonly HashSet<Guid> _except = [.. selection.ExceptIds];

    public async Task<IReadOnlyList<Guid>> NextAsync(Session session, Guid? after, int most, CancellationToken cancellation)
    {
        if (_named is not null)
            return [.. _named.Where(id => after is null || string.CompareOrdinal(id.ToString("N"), after.Value.ToString("N")) > 0).Take(most)];
        var next = new List<Guid>(most);
        while (next.Count < most)
        {
            var piece = await PieceAsync(session, after, most, cancellation);
            next.AddRange(piece.Where(id => !_except.Contains(id)));
            if (piece.Count < most)
                break;
            after = piece[^1];
        }

        return next.Count <= most ? next : next[..most];
    }

    public async Task<long> CountAsync(Session session, CancellationToken cancellation)
    {
        if (_named is not null)
            return _named.Count;
        var count = await CountAsync(session, null, cancellation);
        foreach (var chunk in _except.Chunk(512))
            count -= await CountAsync(session, chunk, cancellation);
        return count;
    }

    /// <summary>How many are selected, of some or of all, the exceptions counted in.</summary>
    private async Task<long> CountAsync(Session session, Guid[]? among, CancellationToken cancellation)
    {
        if (await ScopeAsync(session, cancellation) is not { } scope)
            return 0;
        var sql = new SqlText();
        sql.Add($"SELECT count(*) FROM {scope.From(false, sql)} WHERE {scope.Where(null, false, sql)} AND c.created_at <= {sql.Arg(began)}");
        if (among is not null)
            sql.Add(" AND " + session.Dialect.In("c.id", [.. among.Cast<object>()], sql));
        await using var rows = await session.QueryAsync(sql, cancellation);
        return await rows.ReadAsync(cancellation) ? rows.GetInt64(0) : 0;
    }

    private async Task<List<Guid>> PieceAsync(Session session, Guid? after, int most, CancellationToken cancellation)
    {
        if (await ScopeAsync(session, cancellation) is not { } scope)
            return [];
        var sql = new SqlText();
        sql.Add($"SELECT c.id FROM {scope.From(false, sql)} WHERE {scope.Where(null, false, sql)} AND c.created_at <= {sql.Arg(began)}");
        if (after is { } last)
            sql.Add($" AND c.id > {sql.Arg(last)}");
        sql.Add($" ORDER BY c.id LIMIT {most}");
        return await session.ListAsync(sql, row => session.Dialect.ReadId(row, 0), cancellation);
    }

    /// <summary>Null where nothing can be selected.</summary>
    private async Task<ContactScope?> ScopeAsync(Session session, CancellationToken cancellation)
    {
        var query = new ContactQuery { Where = selection.Where, Search = selection.Search, ListId = selection.ListId };
        if (await ListScope.ResolveAsync(session, viewer, query, cancellation) is not { } resolved)
            return null;
        var scope = new ContactScope(viewer, resolved.Query, session.Dialect);
        return scope.IsEmpty ? null : scope;
    }
}
