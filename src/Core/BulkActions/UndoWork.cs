using CrmContacts.Core.Contacts;
using CrmContacts.Core.CustomFields;
using CrmContacts.Core.Events;
using CrmContacts.Core.Data;
using CrmContacts.Core.Data.Sql;
using CrmContacts.Core.Lists;
using CrmContacts.Core.Tags;
using CrmContacts.Core.Visibility;

namespace CrmContacts.Core.BulkActions;

/// <summary>Takes an action back: every contact that it changed, unless somebody edited it since. Its agent may do so even where the action took the contact out of their sight.</summary>
internal sealed class UndoWork(Viewer viewer, BulkRow row) : BulkWork(viewer, row)
{
    private readonly Guid _undone = row.Undoes!.Value;

    public override async Task<IReadOnlyList<Guid>> NextAsync(Session session, Guid? after, int most, CancellationToken cancellation)
    {
        var sql = new SqlText();
        sql.Add($"SELECT i.contact FROM crm_bulk_items i WHERE i.tenant = {sql.Arg(Row.Tenant)} AND i.action = {sql.Arg(_undone)}");
        if (after is { } last)
            sql.Add($" AND i.contact > {sql.Arg(last)}");
        sql.Add($" ORDER BY i.contact LIMIT {most}");
        return await session.ListAsync(sql, r => session.Dialect.ReadId(r, 0), cancellation);
    }

    public override Task<long> TotalAsync(Session session, CancellationToken cancellation) =>
        session.ScalarAsync<long>("SELECT count(*) FROM crm_bulk_items WHERE tenant = @p0 AND action = @p1", [Row.Tenant, _undone], cancellation);

    public override async Task<BulkBatch> ApplyAsync(WriteSession session, IReadOnlyList<Guid> ids, Aftermath aftermath, CancellationToken cancellation)
    {
        var found = await ContactLoader.LoadAsync(session, ids, cancellation, deletedToo: true);
        switch (Row.Action)
        {
            case BulkAction.AddToList list:
                return Members(ids, await ListMembers.RemoveAsync(session, list.ListId, found.Values, _undone, aftermath, cancellation));
            case BulkAction.RemoveFromList list:
                var there = await ListMembers.KindAsync(session, session.Tenant, list.ListId, cancellation) == ContactListKind.Static;
                return Members(ids, there ? await ListMembers.AddAsync(session, list.ListId, found.Values, Row.Run.Id, aftermath, cancellation) : []);
        }

        var wrote = await WroteAsync(session, ids, cancellation);
        var changes = new List<ContactChange>(ids.Count);
        var kept = new List<Guid>();
        foreach (var id in ids)
        {
            if (found.TryGetValue(id, out var current) && wrote.TryGetValue(id, out var change) && change.Version == current.Contact.Version
                && new ChangeReverse(current, CustomReverse.None, Viewer.Tenant.DefaultCountry, session.Store.Clock.Now()).Undo(change.Fields).Change() is { } back)
            {
                changes.Add(back);
            }
            else
                kept.Add(id);
        }

        return await WriteAsync(session, await WithTagsThatThereAreAsync(session, changes, cancellation), kept, aftermath, cancellation);
    }

    /// <summary>A tag that the action took off may have gone with the import that made it.</summary>
    private static async Task<IReadOnlyList<ContactChange>> WithTagsThatThereAreAsync(WriteSession session, List<ContactChange> changes, CancellationToken cancellation)
    {
        var back = changes.SelectMany(c => c.Tags.Except(c.Before!.Tags)).Distinct().ToList();
        var there = await TagRows.NamesAsync(session, session.Tenant, back, cancellation);
        var gone = back.Where(tag => !there.ContainsKey(tag)).ToHashSet();
        return gone.Count == 0 ? changes : changes.ConvertAll(c => c with { Tags = [.. c.Tags.Where(t => !gone.Contains(t))] });
    }

    /// <summary>What the action wrote of each contact, and the version that it left.</summary>
    private async Task<Dictionary<Guid, (int Version, string Fields)>> WroteAsync(WriteSession session, IReadOnlyList<Guid> ids, CancellationToken cancellation)
    {
        var wrote = new Dictionary<Guid, (int, string)>(ids.Count);
        foreach (var chunk in ids.Chunk(512))
        {
            var sql = new SqlText();
            sql.Add($"SELECT h.contact, h.version, h.fields FROM crm_bulk_items i {session.Dialect.ThenJoin} crm_changes h ON h.tenant = i.tenant AND h.contact = i.contact AND h.version = i.version ");
            sql.Add($"WHERE i.tenant = {sql.Arg(session.Tenant)} AND i.action = {sql.Arg(_undone)} AND {session.Dialect.In("i.contact", [.. chunk.Cast<object>()], sql)}");
            foreach (var (id, version, fields) in await session.ListAsync(sql, r => (session.Dialect.ReadId(r, 0), r.GetInt32(1), r.GetString(2)), cancellation))
                wrote[id] = (version, fields);
        }

        return wrote;
    }
}
