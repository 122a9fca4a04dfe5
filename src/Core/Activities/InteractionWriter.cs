using CrmContacts.Core.Contacts;
using CrmContacts.Core.Contacts.Merging;
using CrmContacts.Core.Data;
using CrmContacts.Core.Data.Sql;
using CrmContacts.Core.Directory;
using CrmContacts.Core.Errors;
using CrmContacts.Core.Events;

namespace CrmContacts.Core.Activities;

/// <summary>
/// The host's own door: conversations that its messaging has closed, and activities that were logged elsewhere. It asks for no
/// viewer, since the host is trusted with the whole tenant; no transport may call it. Everything is one transaction with
/// the contacts' figures, and what has come in before is passed over, so that the host may say it again.
/// </summary>
public sealed class InteractionWriter
{
    private readonly Store _store;
    private readonly CrmEvents _events;

    internal InteractionWriter(Store store, CrmEvents events) => (_store, _events) = (store, events);

    /// <summary>Takes conversations in, each once by its external id.</summary>
    /// <exception cref="CrmException">A conversation is not valid; nothing was written.</exception>
    public Task<Recording> RecordAsync(Tenant tenant, IReadOnlyList<ClosedConversation> conversations, CancellationToken cancellation = default) =>
        _store.AgainAsync(() => RecordOnceAsync(tenant, conversations, cancellation), cancellation);

    private async Task<Recording> RecordOnceAsync(Tenant tenant, IReadOnlyList<ClosedConversation> conversations, CancellationToken cancellation)
    {
        Refuse(conversations.SelectMany(InteractionRules.Faults));
        await using var session = await _store.WriteAsync(tenant.Key, WriteKind.Contacts, WriteLane.Interactive, cancellation);
        var merged = await MergedAsync(session, conversations.Select(c => c.ContactId), cancellation);
        conversations = [.. conversations.Select(c => c with { ContactId = merged.GetValueOrDefault(c.ContactId, c.ContactId) })];
        var contacts = await ContactFigures.LockAsync(session, [.. conversations.Select(c => c.ContactId)], cancellation);
        // Under another's lock of the contact the same conversation may just have come in: looked up only now.
        var known = await KnownAsync(session, "crm_interactions", "external_id", conversations.Select(c => (object)c.ExternalId), (row, _) => row.GetString(0), cancellation);
        var now = _store.Clock.Now();
        var fresh = Fresh(conversations, c => c.ExternalId, c => c.ContactId, known, contacts, out var outcome);
        var ids = fresh.ConvertAll(_ => Ids.New(now));
        await session.InsertAsync(InteractionTable.Table, [.. fresh.Select((c, i) => InteractionTable.Row(session.Tenant, ids[i], c, now))], cancellation);
        await session.InsertAsync(InteractionTable.Messages,
            [.. fresh.SelectMany((c, i) => c.Messages.Select((m, at) => InteractionTable.Row(session.Tenant, ids[i], at + 1, m, now)))], cancellation);
        await EndAsync(session, tenant, fresh.Select(c => (c.ContactId, Instants.Cut(c.EndedAt))), cancellation);
        return outcome;
    }

    /// <summary>Takes activities in, each once by its id, whoever's they are.</summary>
    /// <exception cref="CrmException">An activity is not valid; nothing was written.</exception>
    public Task<Recording> RecordAsync(Tenant tenant, IReadOnlyList<RecordedActivity> activities, CancellationToken cancellation = default) =>
        _store.AgainAsync(() => RecordOnceAsync(tenant, activities, cancellation), cancellation);

    private async Task<Recording> RecordOnceAsync(Tenant tenant, IReadOnlyList<RecordedActivity> activities, CancellationToken cancellation)
    {
        var now = _store.Clock.Now();
        var all = activities.Select(a => ActivityWriter.New(a.Id, a.ContactId, a.AgentId, a.Type, a.Values, now)).ToList();
        Refuse(activities.SelectMany(a => a.Values.NullFaults()).Concat(all.SelectMany(ActivityRules.Faults)));
        await using var session = await _store.WriteAsync(tenant.Key, WriteKind.Contacts, WriteLane.Interactive, cancellation);
        var merged = await MergedAsync(session, all.Select(a => a.ContactId), cancellation);
        all = all.ConvertAll(a => a with { ContactId = merged.GetValueOrDefault(a.ContactId, a.ContactId) });
        var contacts = await ContactFigures.LockAsync(session, [.. all.Select(a => a.ContactId)], cancellation);
        var known = await KnownAsync(session, "crm_activities", "id", all.Select(a => (object)a.Id), (row, dialect) => dialect.ReadId(row, 0), cancellation);
        var fresh = Fresh(all, a => a.Id, a => a.ContactId, known, contacts, out var outcome);
        await session.InsertAsync(ActivityTable.Table, [.. fresh.Select(a => ActivityTable.Row(session.Tenant, a))], cancellation);
        await EndAsync(session, tenant, fresh.Select(a => (a.ContactId, a.At)), cancellation);
        return outcome;
    }

    /// <summary>What the ids of merged contacts mean now: the host may not have heard of the merge.</summary>
    private static async Task<Dictionary<Guid, Guid>> MergedAsync(WriteSession session, IEnumerable<Guid> contacts, CancellationToken cancellation)
    {
        var merged = new Dictionary<Guid, Guid>();
        foreach (var chunk in contacts.Distinct().Chunk(512))
        {
            foreach (var (source, target) in await ContactRedirects.OfAsync(session, session.Tenant, chunk, cancellation))
                merged[source] = target;
        }

        return merged;
    }

    private static void Refuse(IEnumerable<FieldFault> faults)
    {
        if (faults.FirstOrDefault() is { } fault)
            throw new CrmException(ErrorCode.OptionInvalid, fault.Message, fault.Field);
    }

    /// <summary>Those that are new and whose contact is there, each key once.</summary>
    private static List<T> Fresh<T, TKey>(IReadOnlyList<T> all, Func<T, TKey> key, Func<T, Guid> contact, HashSet<TKey> known, HashSet<Guid> contacts, out Recording outcome)
    {
        var fresh = new List<T>();
        var homeless = new List<int>();
        var before = 0;
        for (var i = 0; i < all.Count; i++)
        {
            if (known.Contains(key(all[i])))
                before++;
            else if (!contacts.Contains(contact(all[i])))
                homeless.Add(i);
            else if (known.Add(key(all[i])))
                fresh.Add(all[i]);
        }

        outcome = new Recording(fresh.Count, before, homeless);
        return fresh;
    }

    private static async Task<HashSet<TKey>> KnownAsync<TKey>(WriteSession session, string table, string column, IEnumerable<object> keys, Func<System.Data.Common.DbDataReader, Dialect, TKey> read, CancellationToken cancellation)
    {
        var known = new HashSet<TKey>();
        foreach (var chunk in keys.Distinct().Chunk(512))
        {
            var sql = new SqlText();
            sql.Add($"SELECT n.{column} FROM {table} n WHERE n.tenant = {sql.Arg(session.Tenant)} AND {session.Dialect.In("n." + column, chunk, sql)}");
            known.UnionWith(await session.ListAsync(sql, row => read(row, session.Dialect), cancellation));
        }

        return known;
    }

    private async Task EndAsync(WriteSession session, Tenant tenant, IEnumerable<(Guid Contact, DateTimeOffset At)> added, CancellationToken cancellation)
    {
        var aftermath = new Aftermath();
        await ContactFigures.AddAsync(session, [.. added.GroupBy(a => a.Contact).OrderBy(g => g.Key).Select(c => (c.Key, c.Count(), c.Max(a => a.At)))], aftermath, cancellation);
        await _events.CommitAsync(session, tenant, aftermath, cancellation);
    }
}
