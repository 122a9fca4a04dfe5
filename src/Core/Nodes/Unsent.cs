using CrmContacts.Core.Calls;
using CrmContacts.Core.Directory;
using CrmContacts.Core.Events;
using CrmContacts.Core.Import;
using CrmContacts.Core.Sessions;

namespace CrmContacts.Core.Nodes;

/// <summary>What other nodes have not been told yet: of each thing what it comes to, so that it does not grow while the wire is away.</summary>
internal sealed class Unsent(TimeProvider clock)
{
    /// <summary>A call is no news any more after it.</summary>
    private static readonly TimeSpan CallsLive = TimeSpan.FromSeconds(30);

    private const int MostCalls = 10_000;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, OfTenant> _tenants = new(StringComparer.Ordinal);
    private readonly Queue<(string Tenant, Call Call, DateTimeOffset Since)> _calls = new();

    public void Counts(Tenant tenant) => Put(tenant, told => told.Counts = true);

    public void Contacts(Tenant tenant, IReadOnlyList<BucketMoves> moves) => Put(tenant, told => told.Contacts.Add(moves));

    public void Lists(Tenant tenant, ListMoves lists) => Put(tenant, told => told.Lists.Add(lists));

    public void Import(Tenant tenant, ImportRun run) => Put(tenant, told => told.Imports[run.Id] = run);

    public void Bulk(Tenant tenant, BulkNews bulk) => Put(tenant, told => told.Bulks[bulk.Run.Id] = bulk);

    public void Revoked(Tenant tenant, Revocation revocation) => Put(tenant, told => told.Revoked[revocation.AgentId] = revocation);

    public void Call(Tenant tenant, Call call)
    {
        lock (_gate)
        {
            _calls.Enqueue((tenant.Slug, call, clock.GetUtcNow()));
            if (_calls.Count > MostCalls)
                _calls.Dequeue();
        }
    }

    /// <summary>Takes everything out; calls first, for a phone that rings does not wait.</summary>
    /// <param name="node">Which node says it.</param>
    /// <param name="epoch">Of its store.</param>
    public List<NodeNews> Take(string node, Guid epoch)
    {
        lock (_gate)
        {
            var since = clock.GetUtcNow() - CallsLive;
            List<NodeNews> taken = [.. _calls.Where(c => c.Since >= since).Select(c => Of(c.Tenant) with { Call = c.Call, Until = c.Since + CallsLive })];
            foreach (var (slug, told) in _tenants)
                taken.AddRange(told.News(Of(slug)));
            _calls.Clear();
            _tenants.Clear();
            return taken;
        }

        NodeNews Of(string slug) => new(node, epoch, slug);
    }

    private void Put(Tenant tenant, Action<OfTenant> put)
    {
        lock (_gate)
        {
            if (!_tenants.TryGetValue(tenant.Slug, out var told))
                _tenants[tenant.Slug] = told = new OfTenant();
            put(told);
        }
    }

    private sealed class OfTenant
    {
        public bool Counts { get; set; }

        public MoveSums Contacts { get; } = new();

        public List<ListMoves> Lists { get; } = [];

        public Dictionary<Guid, ImportRun> Imports { get; } = [];

        public Dictionary<Guid, BulkNews> Bulks { get; } = [];

        public Dictionary<string, Revocation> Revoked { get; } = new(StringComparer.Ordinal);

        public IEnumerable<NodeNews> News(NodeNews of)
        {
            foreach (var revocation in Revoked.Values)
                yield return of with { Revoked = revocation };
            if (Contacts.Take() is { Count: > 0 } moves)
                yield return of with { Counts = Counts, Contacts = moves };
            else if (Counts)
                yield return of with { Counts = true };
            if (Lists.Count > 0)
                yield return of with { Lists = ListMoves.Sum(Lists) };
            foreach (var run in Imports.Values)
                yield return of with { Import = run with { Settings = null } };
            foreach (var bulk in Bulks.Values)
                yield return of with { Bulk = bulk };
        }
    }
}
