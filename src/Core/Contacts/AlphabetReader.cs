using CrmContacts.Core.Data;
using CrmContacts.Core.Data.Sql;
using CrmContacts.Core.Filters;
using CrmContacts.Core.Lists;
using CrmContacts.Core.Visibility;

namespace CrmContacts.Core.Contacts;

/// <summary>A letter with at least one visible contact.</summary>
/// <param name="Letter">A to Z, <c>#</c>, or a letter of another script; ideographs stand together under 漢.</param>
/// <param name="Count">How many contacts; null where telling would cost a scan.</param>
/// <param name="Cursor">The <c>after</c> at which the letter starts, in the default order.</param>
public sealed record AlphabetLetter(string Letter, long? Count, string Cursor);

/// <summary>The door to the letters beside a list of contacts.</summary>
public sealed class AlphabetReader(Snapshot snapshot)
{
    /// <summary>Up to this many contacts are read whole: then their number is known too.</summary>
    private const int Few = 2_000;

    /// <summary>More letters than any alphabet has.</summary>
    private const int MaxSteps = 2_000;

    /// <summary>
    /// The letters in the order of names. One statement, with a list or a search one or two before it: a loose index scan, which finds the first key
    /// of a bucket, then the first key past that key's letter, and so on; one probe of the name index for each letter and bucket.
    /// </summary>
    public async Task<IReadOnlyList<AlphabetLetter>> LettersAsync(Viewer viewer, Guid? listId = null, Filter? where = null, string? search = null, CancellationToken cancellation = default)
    {
        viewer.Demand(Permission.View);
        var session = await snapshot.SessionAsync(cancellation);
        if (await ListScope.ResolveAsync(session, viewer, new ContactQuery { ListId = listId, Where = where, Search = search }, cancellation) is not { } list)
            return [];
        var scope = new ContactScope(viewer, list.Query, session.Dialect);
        if (scope.IsEmpty)
            return [];

        var members = list.Kept ?? long.MaxValue;
        if (members <= Few || (scope.Searches && await scope.FoundAsync(session, ContactScope.FewFound + 1, cancellation) <= ContactScope.FewFound))
            return Letters(await FewAsync(session, scope, members <= Few, cancellation), counted: true, session.Dialect);
        return Letters(await StepsAsync(session, viewer, scope, cancellation), counted: false, session.Dialect);
    }

    private static Task<List<byte[]>> FewAsync(Session session, ContactScope scope, bool smallList, CancellationToken cancellation)
    {
        var sql = new SqlText();
        sql.Add(smallList
            ? $"SELECT c.name_key FROM {scope.From(true, sql)} WHERE {scope.Where(null, true, sql, SearchBy.Contact)}"
            : $"SELECT c.name_key FROM {scope.FoundKeys(sql)} WHERE {scope.Where(null, false, sql, SearchBy.From)}");
        return session.ListAsync(sql, row => (byte[])row.GetValue(0), cancellation);
    }

    private static Task<List<byte[]>> StepsAsync(Session session, Viewer viewer, ContactScope scope, CancellationToken cancellation)
    {
        var (sql, manager) = (new SqlText(), viewer.SeesAll);
        var buckets = manager ? "SELECT 1 AS bucket" : string.Join(" UNION ALL ", viewer.Buckets.Select(b => $"SELECT {sql.Arg(b)} AS bucket"));
        if (!manager && viewer.Buckets.Count == 0)
            return Task.FromResult(new List<byte[]>());
        sql.Add("WITH RECURSIVE step(bucket, name_key) AS (")
            .Add($"SELECT b.bucket, {First("b", "")} FROM ({buckets}) b UNION ALL ")
            .Add($"SELECT s.bucket, {First("s", $" AND c.name_key >= {Letter.Past("s.name_key", sql, session.Dialect)}")} FROM step s WHERE s.name_key IS NOT NULL")
            .Add($") SELECT name_key FROM step WHERE name_key IS NOT NULL LIMIT {MaxSteps}");
        return session.ListAsync(sql, row => (byte[])row.GetValue(0), cancellation);

        string First(string alias, string past) =>
            $"(SELECT c.name_key FROM crm_contacts c WHERE {scope.WhereOf(manager ? null : alias + ".bucket", false, sql, SearchBy.Contact)}{past} ORDER BY c.name_key LIMIT 1)";
    }

    private static List<AlphabetLetter> Letters(List<byte[]> keys, bool counted, Dialect dialect)
    {
        keys.Sort((one, other) => one.AsSpan().SequenceCompareTo(other));
        var tag = ContactOrder.Of([], dialect).Tag;
        return [.. keys.GroupBy(k => Letter.Of(k), StringComparer.Ordinal)
            .Select(g => new AlphabetLetter(g.Key, counted ? g.LongCount() : null, Cursor.Encode(tag, [Letter.Start(g.First()), Guid.Empty])))];
    }
}
