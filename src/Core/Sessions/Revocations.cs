using System.Collections.Concurrent;
using CrmContacts.Core.Data;
using CrmContacts.Core.Data.Sql;
using CrmContacts.Core.Directory;
using CrmContacts.Core.Errors;
using CrmContacts.Core.Events;
using Microsoft.Extensions.Logging;

namespace CrmContacts.Core.Sessions;

/// <summary>
/// Whose sessions were ended. Kept in the store, for good, and in memory, so that asking costs no statement; what other
/// nodes end is read every two seconds.
/// </summary>
public sealed partial class Revocations
{
    private const int LongestId = 128;

    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<(long Tenant, string Agent), Revocation> _known = new();
    private readonly Store _store;
    private readonly ITenantDirectory _tenants;
    private readonly CrmEvents _events;
    private readonly ILogger<Revocations> _log;
    private long _mark;
    private bool _failing;

    internal Revocations(Store store, ITenantDirectory tenants, CrmEvents events, ILogger<Revocations> log) =>
        (_store, _tenants, _events, _log) = (store, tenants, events, log);

    /// <summary>True when the agent's sessions were ended after this token was issued.</summary>
    /// <param name="issued">When it was; null when it does not say.</param>
    public bool Cover(Tenant tenant, string agentId, DateTimeOffset? issued) =>
        _known.TryGetValue((tenant.Key, agentId), out var revocation) && revocation.Covers(issued);

    /// <summary>Ends every session of the agent that began until now. The agent need not be known, and need not have one.</summary>
    /// <param name="tenant">The tenant's slug.</param>
    /// <exception cref="CrmException"><see cref="ErrorCode.TenantUnknown"/>; <see cref="ErrorCode.OptionInvalid"/> for what cannot be an agent's id.</exception>
    public async Task RevokeAsync(string tenant, string agentId, CancellationToken cancellation = default)
    {
        if (agentId.Length is 0 or > LongestId)
            throw new CrmException(ErrorCode.OptionInvalid, $"An agent's id has 1 to {LongestId} characters.", "agent");
        var known = await _tenants.FindAsync(tenant, cancellation) ?? throw new CrmException(ErrorCode.TenantUnknown, "The tenant is not known here.", "tenant");
        var revocation = new Revocation(agentId, _store.Clock.Now());
        await using (var session = await _store.WriteAsync(known.Key, WriteKind.Contacts, WriteLane.Interactive, cancellation))
        {
            // The clocks of two nodes may differ: the later end holds.
            await session.ExecuteAsync(
                """
                INSERT INTO crm_revocations AS r (tenant, agent, revoked_at, changed_seq) VALUES (@p0, @p1, @p2, @p3)
                ON CONFLICT (tenant, agent) DO UPDATE SET revoked_at = excluded.revoked_at, changed_seq = excluded.changed_seq WHERE r.revoked_at < excluded.revoked_at
                """,
                [known.Key, agentId, revocation.At, await session.ChangeSeqAsync(cancellation)], cancellation);
            await session.CommitAsync(cancellation);
        }

        if (Learn(known.Key, revocation))
            _events.SessionsRevoked(known, revocation);
    }

    /// <summary>Reads what was ended before this process started.</summary>
    internal async Task LoadAsync(CancellationToken cancellation)
    {
        var (changes, mark) = await ChangesAsync(cancellation);
        foreach (var (tenant, revocation) in changes)
            Learn(tenant, revocation);
        _mark = mark;
    }

    /// <summary>Learns what other nodes end, until cancelled. A store with one host has no others.</summary>
    internal async Task FollowAsync(CancellationToken cancellation)
    {
        if (_store.OneHost)
            return;
        using var timer = new PeriodicTimer(LookEvery, _store.Clock);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellation))
                await LookAsync(cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // The host stops.
        }
    }

    private async Task LookAsync(CancellationToken cancellation)
    {
        try
        {
            var (changes, mark) = await ChangesAsync(cancellation);
            // What is learnt is told at once: nobody would tell of it later, and connections would stay.
            var tenants = changes.Count == 0 ? [] : (await _tenants.AllAsync(cancellation)).ToDictionary(tenant => tenant.Key);
            foreach (var (tenant, revocation) in changes)
            {
                if (tenants.TryGetValue(tenant, out var known) && Learn(tenant, revocation))
                    _events.SessionsRevoked(known, revocation);
            }

            (_mark, _failing) = (mark, false);
        }
        catch (Exception fault) when (!cancellation.IsCancellationRequested)
        {
            // Said once until it works again; the mark has not moved past what was not read.
            if (!_failing)
                LookFailed(fault);
            _failing = true;
        }
    }

    /// <summary>What changed since the mark, and where to go on; some of it may be read twice.</summary>
    private async Task<(IReadOnlyList<(long Tenant, Revocation Revocation)> Changes, long Mark)> ChangesAsync(CancellationToken cancellation)
    {
        await using var session = await _store.ReadAsync(cancellation);
        // First, so that what commits between the two reads is read again rather than missed.
        var mark = await session.ScalarAsync<long>($"SELECT {session.Dialect.CountMark}", [], cancellation);
        var sql = new SqlText();
        sql.Add($"SELECT r.tenant, r.agent, r.revoked_at FROM crm_revocations r WHERE r.changed_seq >= {sql.Arg(_mark)}");
        return (await session.ListAsync(sql, row => (row.GetInt64(0), new Revocation(row.GetString(1), session.Dialect.ReadInstant(row, 2))), cancellation), mark);
    }

    /// <summary>True when it is news.</summary>
    internal bool Learn(long tenant, Revocation revocation)
    {
        while (true)
        {
            if (!_known.TryGetValue((tenant, revocation.AgentId), out var known))
            {
                if (_known.TryAdd((tenant, revocation.AgentId), revocation))
                    return true;
            }
            else if (known.At >= revocation.At)
            {
                return false;
            }
            else if (_known.TryUpdate((tenant, revocation.AgentId), revocation, known))
            {
                return true;
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Ended sessions cannot be read; sessions that other nodes end go on here until they can.")]
    private partial void LookFailed(Exception fault);
}
