using System.Security.Cryptography;
using System.Text;
using CrmContacts.Core.Data;
using CrmContacts.Core.Data.Sql;
using CrmContacts.Core.Text;

namespace CrmContacts.Core.Import.Runs;

/// <summary>
/// Names that rows use (tags, accounts, lists) and their ids. A name that nobody has yet gets an id at once and a row
/// when a change that uses it is written: what a skipped row names is not made.
/// </summary>
/// <param name="table">Where the names are.</param>
/// <param name="made">Whether new names will be made. A dry run makes none: the id of one follows from the name, so that later rows mean the same.</param>
internal sealed class NameBook(string table, bool made)
{
    private readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private readonly Dictionary<Guid, string> _names = [];
    private readonly SortedDictionary<string, Entry> _unsaved = new(StringComparer.Ordinal);

    private sealed record Entry(Guid Id, string Name)
    {
        public bool Exists { get; set; }
        public int Kind { get; init; }
    }

    /// <summary>Looks names up that are not known yet.</summary>
    public async Task LearnAsync(Session session, long tenant, IEnumerable<string> names, CancellationToken cancellation)
    {
        var unknown = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in names)
        {
            var fold = TextFold.ForFilter(name);
            if (!_entries.ContainsKey(fold))
                unknown.TryAdd(fold, name);
        }

        var kind = table == "crm_lists" ? "n.kind" : "0";
        foreach (var chunk in unknown.Keys.Chunk(512))
        {
            var sql = new SqlText();
            sql.Add($"SELECT n.name_fold, n.id, n.name, {kind} FROM {table} n WHERE n.tenant = {sql.Arg(tenant)} AND {session.Dialect.In("n.name_fold", chunk, sql)}");
            if (session is WriteSession)
                sql.Add(" ORDER BY n.name_fold" + session.Dialect.ForShare);
            foreach (var (fold, entry) in await session.ListAsync(sql, row => (row.GetString(0), new Entry(session.Dialect.ReadId(row, 1), row.GetString(2)) { Exists = true, Kind = row.GetInt32(3) }), cancellation))
                Know(fold, entry);
        }

        foreach (var (fold, name) in unknown)
        {
            if (!_entries.ContainsKey(fold))
                Know(fold, new Entry(made ? Ids.New(session.Store.Clock.Now()) : Of(fold), name));
        }
    }

    private static Guid Of(string fold) => new(SHA256.HashData(Encoding.UTF8.GetBytes(fold)).AsSpan(0, 16));

    private void Know(string fold, Entry entry)
    {
        _entries[fold] = entry;
        _names[entry.Id] = entry.Name;
    }

    /// <summary>The id of a name that was learnt, for whoever only asks.</summary>
    public Guid IdOf(string name) => _entries[TextFold.ForFilter(name)].Id;

    /// <summary>The id of a name that was learnt: it is made with the batch where nobody has it yet.</summary>
    public Guid Use(string name)
    {
        var fold = TextFold.ForFilter(name);
        var entry = _entries[fold];
        if (!entry.Exists)
            _unsaved[fold] = entry;
        return entry.Id;
    }

    /// <summary>The stored kind of a learnt list; 0 for a new one.</summary>
    public int KindOf(string name) => _entries[TextFold.ForFilter(name)].Kind;

    /// <summary>Name by id, of all that were learnt.</summary>
    public IReadOnlyDictionary<Guid, string> Names => _names;

    /// <summary>Makes the used ones that nobody has yet, and answers which they are.</summary>
    /// <exception cref="BatchRaceException">Another transaction was first with a name: plan the batch again.</exception>
    public async Task<IReadOnlyList<Guid>> SaveAsync(WriteSession session, Guid run, CancellationToken cancellation)
    {
        foreach (var (fold, entry) in _unsaved)
        {
            var now = session.Store.Clock.Now();
            var made = table switch
            {
                "crm_tags" => await session.ExecuteAsync("INSERT INTO crm_tags (tenant, id, name, name_fold, created_run) VALUES (@p0, @p1, @p2, @p3, @p4) ON CONFLICT (tenant, name_fold) DO NOTHING",
                    [session.Tenant, entry.Id, entry.Name, fold, run], cancellation),
                "crm_accounts" => await session.ExecuteAsync("INSERT INTO crm_accounts (tenant, id, name, name_fold, created_run, created_at) VALUES (@p0, @p1, @p2, @p3, @p4, @p5) ON CONFLICT (tenant, name_fold) DO NOTHING",
                    [session.Tenant, entry.Id, entry.Name, fold, run, now], cancellation),
                _ => await session.ExecuteAsync("INSERT INTO crm_lists (tenant, id, name, name_fold, kind, counting, created_run, created_at, updated_at) VALUES (@p0, @p1, @p2, @p3, 0, @p4, @p5, @p6, @p6) ON CONFLICT (tenant, name_fold) DO NOTHING",
                    [session.Tenant, entry.Id, entry.Name, fold, false, run, now], cancellation),
            };
            if (made == 0)
                throw new BatchRaceException();
            entry.Exists = true;
        }

        Guid[] saved = [.. _unsaved.Values.Select(e => e.Id)];
        _unsaved.Clear();
        return saved;
    }
}

/// <summary>Somebody else made a name between planning and writing; nothing was written.</summary>
internal sealed class BatchRaceException() : Exception("A name was made by another transaction.");
