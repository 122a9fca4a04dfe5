using CrmContacts.Core.Contacts;
using CrmContacts.Core.CustomFields;
using CrmContacts.Core.Data;
using CrmContacts.Core.Data.Sql;
using CrmContacts.Core.Directory;
using CrmContacts.Core.Events;
using CrmContacts.Core.Import.Runs;
using CrmContacts.Core.Lists;

namespace CrmContacts.Core.Import.Undo;

/// <summary>The contacts that a run found and changed get their former values back, and leave the lists that it put them on.</summary>
internal sealed class ChangedUndo(Tenant tenant, RunRow row) : UndoPart(tenant, row)
{
    private static readonly string CustomPrefix = '"' + CustomChange.NameOf("");

    public override Task<IReadOnlyList<Guid>> NextAsync(Session session, Guid? after, int most, CancellationToken cancellation)
    {
        var sql = new SqlText();
        sql.Add($"SELECT DISTINCT h.contact FROM crm_changes h WHERE h.tenant = {sql.Arg(Row.Tenant)} AND h.run = {sql.Arg(Run)}");
        if (after is { } last)
            sql.Add($" AND h.contact > {sql.Arg(last)}");
        sql.Add($" ORDER BY h.contact LIMIT {most}");
        return ListAsync();

        async Task<IReadOnlyList<Guid>> ListAsync() => await session.ListAsync(sql, r => session.Dialect.ReadId(r, 0), cancellation);
    }

    public override async Task<UndoBatch> ApplyAsync(WriteSession session, IReadOnlyList<Guid> ids, Aftermath aftermath, CancellationToken cancellation)
    {
        // What the run made itself is the other step's.
        var found = (await ContactLoader.LoadAsync(session, ids, cancellation, deletedToo: true)).Values.Where(c => c.Contact.CreatedRun != Run).ToList();
        var wrote = await WroteAsync(session, ids, cancellation);
        var (fields, values) = await CustomAsync(session, ids, wrote, cancellation);
        var now = session.Store.Clock.Now();
        var changes = new List<ContactChange>(found.Count);
        var kept = new List<ImportKept>();
        foreach (var contact in found)
        {
            var id = contact.Contact.Id;
            var reverse = new ChangeReverse(contact, new CustomReverse(fields, values[id]), Row.Plan.DefaultCountry, now);
            foreach (var change in wrote[id])
                reverse.Undo(change);
            var back = reverse.Change();
            if (back is not null && ContactRules.Faults(back.After).Any())
            {
                kept.Add(new(id, KeptReason.NotValid, [.. ChangeHistory.Differences(contact.Contact, back.After).Select(f => ChangeHistory.NameOnWire(f.Name))]));
                continue;
            }

            if (back is not null)
                changes.Add(back);
            if (reverse.Edited is { Count: > 0 } edited)
                kept.Add(new(id, KeptReason.FieldsEdited, [.. edited.Select(ChangeHistory.NameOnWire)]));
        }

        await ContactWrites.ApplyAsync(session, changes, new ChangeAuthor(Row.Undo!.AgentId, Run), aftermath, cancellation);
        var after = changes.ToDictionary(c => c.After.Id, c => new LoadedContact(c.After, c.Tags, c.Before!.Lists));
        var left = await ListMembers.RemoveAsync(session, found.ConvertAll(c => after.GetValueOrDefault(c.Contact.Id, c)), Run, aftermath, cancellation);
        return new(after.Keys.Union(left).Count(), kept);
    }

    /// <summary>What the run wrote of each contact, the newest first.</summary>
    private async Task<ILookup<Guid, string>> WroteAsync(WriteSession session, IReadOnlyList<Guid> ids, CancellationToken cancellation)
    {
        var wrote = new List<(Guid Contact, int Version, string Fields)>(ids.Count);
        foreach (var chunk in ids.Chunk(512))
        {
            var sql = new SqlText();
            sql.Add($"SELECT h.contact, h.version, h.fields FROM crm_changes h WHERE h.tenant = {sql.Arg(session.Tenant)} AND {session.Dialect.In("h.contact", [.. chunk.Cast<object>()], sql)} AND h.run = {sql.Arg(Run)}");
            wrote.AddRange(await session.ListAsync(sql, r => (session.Dialect.ReadId(r, 0), r.GetInt32(1), r.GetString(2)), cancellation));
        }

        return wrote.OrderByDescending(w => w.Version).ToLookup(w => w.Contact, w => w.Fields);
    }

    /// <summary>The custom fields and the values of the contacts, where the run wrote any.</summary>
    private static async Task<(IReadOnlyList<CustomField>, ILookup<Guid, CustomValue>)> CustomAsync(WriteSession session, IReadOnlyList<Guid> ids, ILookup<Guid, string> wrote, CancellationToken cancellation)
    {
        var about = ids.Where(id => wrote[id].Any(w => w.Contains(CustomPrefix, StringComparison.Ordinal))).ToList();
        if (about.Count == 0)
            return ([], Array.Empty<CustomValue>().ToLookup(_ => Guid.Empty));
        var values = new List<(Guid Contact, CustomValue Value)>();
        foreach (var chunk in about.Chunk(512))
        {
            foreach (var contact in await CustomValueRows.OfContactsAsync(session, session.Tenant, chunk, cancellation))
                values.AddRange(contact.Select(value => (contact.Key, value)));
        }

        return (await CustomFieldRows.AllAsync(session, session.Tenant, cancellation), values.ToLookup(v => v.Contact, v => v.Value));
    }
}
