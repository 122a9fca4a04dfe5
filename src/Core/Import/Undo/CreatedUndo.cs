using CrmContacts.Core.Contacts;
using CrmContacts.Core.Contacts.Merging;
using CrmContacts.Core.Counts;
using CrmContacts.Core.Data;
using CrmContacts.Core.Data.Sql;
using CrmContacts.Core.Directory;
using CrmContacts.Core.Events;
using CrmContacts.Core.Import.Runs;

namespace CrmContacts.Core.Import.Undo;

/// <summary>The contacts that a run made go for good, unless somebody has touched them since.</summary>
internal sealed class CreatedUndo(Tenant tenant, RunRow row) : UndoPart(tenant, row)
{
    public override async Task<IReadOnlyList<Guid>> NextAsync(Session session, Guid? after, int most, CancellationToken cancellation)
    {
        if (Row.Run.Imported == 0)
            return [];
        var undo = Row.Undo!;
        var sql = new SqlText();
        sql.Add($"SELECT c.id FROM crm_contacts c WHERE c.tenant = {sql.Arg(Row.Tenant)} AND c.id {(after is null ? ">=" : ">")} {sql.Arg(after ?? undo.Least)} AND c.id <= {sql.Arg(undo.Greatest)}");
        sql.Add($" AND c.created_run = {sql.Arg(Run)} ORDER BY c.id LIMIT {most}");
        return await session.ListAsync(sql, r => session.Dialect.ReadId(r, 0), cancellation);
    }

    public override async Task<UndoBatch> ApplyAsync(WriteSession session, IReadOnlyList<Guid> ids, Aftermath aftermath, CancellationToken cancellation)
    {
        var found = (await ContactLoader.LoadAsync(session, ids, cancellation, deletedToo: true)).Values.ToList();
        var touched = await TouchedAsync(session, [.. found.Where(c => c.Contact.Version > 1).Select(c => c.Contact.Id)], cancellation);
        var merged = await ContactRedirects.OfAsync(session, session.Tenant, [.. found.Where(c => c.Contact.DeletedAt is not null).Select(c => c.Contact.Id)], cancellation);
        var gone = new List<LoadedContact>(found.Count);
        var kept = new List<ImportKept>();
        foreach (var contact in found)
        {
            if (ReasonToKeep(contact.Contact, touched, merged) is { } reason)
                kept.Add(new(contact.Contact.Id, reason, []));
            else
                gone.Add(contact);
        }

        // Counted before they go: a dynamic list may ask for values that are looked up.
        await ContactCounting.CountAsync(session, gone.ConvertAll(c => new ContactStep(c, null, [])), aftermath, cancellation);
        await MatchKeys.RemoveAsync(session, gone.Select(c => c.Contact), cancellation);
        await ContactRemoval.RemoveAsync(session, gone.ConvertAll(c => c.Contact.Id), cancellation, bare: true);
        return new(gone.Count, kept);
    }

    private static KeptReason? ReasonToKeep(Contact contact, HashSet<Guid> touched, Dictionary<Guid, Guid> merged) => contact switch
    {
        { ActivityCount: > 0 } => KeptReason.HasActivities,
        _ when !touched.Contains(contact.Id) => null,
        { DeletedAt: null } => KeptReason.Edited,
        _ => merged.ContainsKey(contact.Id) ? KeptReason.Merged : KeptReason.Deleted,
    };

    /// <summary>
    /// Those that anybody but this run has changed. What another run did counts no more once that one was taken back whole: runs that are
    /// taken back newest first leave nothing.
    /// </summary>
    private async Task<HashSet<Guid>> TouchedAsync(WriteSession session, IReadOnlyList<Guid> changed, CancellationToken cancellation)
    {
        var touched = new HashSet<Guid>();
        foreach (var chunk in changed.Chunk(512))
        {
            var sql = new SqlText();
            sql.Add($"SELECT DISTINCT h.contact FROM crm_changes h WHERE h.tenant = {sql.Arg(session.Tenant)} AND {session.Dialect.In("h.contact", [.. chunk.Cast<object>()], sql)}");
            sql.Add($" AND (h.run IS NULL OR (h.run <> {sql.Arg(Run)} AND (NOT EXISTS (SELECT 1 FROM crm_imports r WHERE r.tenant = h.tenant AND r.id = h.run AND r.status = {(int)ImportStatus.Undone})");
            sql.Add(" OR EXISTS (SELECT 1 FROM crm_import_kept k WHERE k.tenant = h.tenant AND k.run = h.run AND k.contact = h.contact))))");
            touched.UnionWith(await session.ListAsync(sql, r => session.Dialect.ReadId(r, 0), cancellation));
        }

        return touched;
    }
}
