using CrmContacts.Core.Contacts.Merging;
using CrmContacts.Core.Counts;
using CrmContacts.Core.Data;
using CrmContacts.Core.Data.Sql;
using CrmContacts.Core.Events;
using CrmContacts.Core.Filters;
using CrmContacts.Core.Lists.Dynamic;

namespace CrmContacts.Core.Contacts;

/// <summary>
/// <c>activity_count</c> and <c>last_activity_at</c>, the figures that follow from a contact's activities and interactions:
/// the one other place that writes <c>crm_contacts</c>, in the transaction of what it counts. The contact's version and
/// <c>updated_at</c> stay: somebody who has its form open while a colleague logs a call is in no conflict.
/// </summary>
internal static class ContactFigures
{
    /// <summary>Where somebody may see the contact; null for a deleted one, as a merge leaves behind.</summary>
    private const string Told = "RETURNING CASE WHEN deleted_at IS NULL THEN bucket END";

    /// <summary>Counts entries that were added to contacts, the newest of each at <c>Newest</c>. The caller has locked the contacts.</summary>
    public static Task AddAsync(WriteSession session, IReadOnlyList<(Guid Contact, int Added, DateTimeOffset Newest)> added, Aftermath aftermath, CancellationToken cancellation)
    {
        var of = added.ToDictionary(a => a.Contact);
        return CountedAsync(session, [.. of.Keys], aftermath, contact => session.ScalarAsync<string>(
            $"""
            UPDATE crm_contacts SET activity_count = activity_count + @p2,
              last_activity_at = CASE WHEN last_activity_at > @p3 THEN last_activity_at ELSE @p3 END WHERE tenant = @p0 AND id = @p1 {Told}
            """,
            [session.Tenant, contact, (long)of[contact].Added, of[contact].Newest], cancellation), cancellation);
    }

    /// <summary>Counts entries of a locked contact that were removed (or moved in time, when <paramref name="added"/> is 0); the newest is looked up, by index.</summary>
    public static Task MovedAsync(WriteSession session, Guid contact, int added, Aftermath aftermath, CancellationToken cancellation) =>
        CountedAsync(session, [contact], aftermath, id => session.ScalarAsync<string>(
            $"""
            UPDATE crm_contacts SET activity_count = activity_count + @p2, last_activity_at = (
              SELECT max(t.newest) FROM (
                SELECT max(a.at) AS newest FROM crm_activities a WHERE a.tenant = @p0 AND a.contact = @p1
                UNION ALL
                SELECT max(i.ended_at) FROM crm_interactions i WHERE i.tenant = @p0 AND i.contact = @p1) t)
            WHERE tenant = @p0 AND id = @p1 {Told}
            """,
            [session.Tenant, id, (long)added], cancellation), cancellation);

    /// <summary>Writes figures, and counts what that does to dynamic lists that ask for them; the contacts are read for it only where one does.</summary>
    /// <param name="write">Writes those of one contact, and answers its bucket.</param>
    private static async Task CountedAsync(WriteSession session, IReadOnlyCollection<Guid> contacts, Aftermath aftermath, Func<Guid, Task<string?>> write, CancellationToken cancellation)
    {
        var asked = ((await DynamicLists.OfAsync(session, cancellation)).Asks & Figures) != 0;
        var before = asked ? await ContactLoader.LoadAsync(session, contacts, cancellation) : [];
        foreach (var contact in contacts)
        {
            var bucket = await write(contact);
            aftermath.Moved(contact, bucket, bucket);
        }

        if (!asked)
            return;
        var after = await ContactLoader.LoadAsync(session, contacts, cancellation);
        await ContactCounting.CountAsync(session, [.. before.Keys.Select(id => new ContactStep(before[id], after[id], []))], aftermath, cancellation);
    }

    private static readonly ulong Figures = (1UL << FieldBits.Of(ContactFields.ActivityCount)) | (1UL << FieldBits.Of(ContactFields.LastActivityAt));

    /// <summary>Locks a contact whose figures are going to change; null when it is not there. Its bucket says who sees it.</summary>
    public static async Task<string?> LockAsync(WriteSession session, Guid contact, CancellationToken cancellation)
    {
        var sql = new SqlText();
        sql.Add($"SELECT c.bucket FROM crm_contacts c WHERE c.tenant = {sql.Arg(session.Tenant)} AND c.id = {sql.Arg(contact)} AND c.deleted_at IS NULL{session.Dialect.ForUpdate}");
        return (await session.ListAsync(sql, row => row.GetString(0), cancellation)).FirstOrDefault();
    }

    /// <summary>The same for an id that may be a merged contact's: it means the one that it was merged into.</summary>
    public static async Task<(Guid Id, string Bucket)?> FollowAsync(WriteSession session, Guid contact, CancellationToken cancellation)
    {
        if (await LockAsync(session, contact, cancellation) is { } bucket)
            return (contact, bucket);
        var merged = await ContactRedirects.OfAsync(session, session.Tenant, [contact], cancellation);
        return merged.TryGetValue(contact, out var target) && await LockAsync(session, target, cancellation) is { } itsBucket ? (target, itsBucket) : null;
    }

    /// <summary>Locks those of the contacts that are there, in the order of their ids, so that two writers never wait for each other crosswise.</summary>
    public static async Task<HashSet<Guid>> LockAsync(WriteSession session, IReadOnlyCollection<Guid> contacts, CancellationToken cancellation)
    {
        var found = new HashSet<Guid>();
        foreach (var chunk in contacts.Distinct().Order().Chunk(512))
        {
            var sql = new SqlText();
            sql.Add($"SELECT c.id FROM crm_contacts c WHERE c.tenant = {sql.Arg(session.Tenant)} AND {session.Dialect.In("c.id", [.. chunk.Cast<object>()], sql)} AND c.deleted_at IS NULL ORDER BY c.id{session.Dialect.ForUpdate}");
            found.UnionWith(await session.ListAsync(sql, row => session.Dialect.ReadId(row, 0), cancellation));
        }

        return found;
    }
}
