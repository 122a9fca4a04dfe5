using CrmContacts.Core.Counts;
using CrmContacts.Core.Data;
using CrmContacts.Core.Data.Sql;
using CrmContacts.Core.Events;
using CrmContacts.Core.Text;

namespace CrmContacts.Core.Lists;

/// <summary>A list as it is stored, for those who write lists.</summary>
internal sealed record ListRow(Guid Id, string Name, string? Description, ContactListKind Kind, string? Filter)
{
    /// <summary>The list, or null where there is none.</summary>
    public static async Task<ListRow?> ReadAsync(WriteSession session, Guid id, CancellationToken cancellation)
    {
        var sql = new SqlText();
        sql.Add($"SELECT l.name, l.description, l.kind, l.filter FROM crm_lists l WHERE l.tenant = {sql.Arg(session.Tenant)} AND l.id = {sql.Arg(id)}");
        return (await session.ListAsync(sql, row => new ListRow(id, row.GetString(0), row.IsDBNull(1) ? null : row.GetString(1), (ContactListKind)row.GetInt32(2), row.IsDBNull(3) ? null : row.GetString(3)), cancellation)).SingleOrDefault();
    }

    /// <summary>Makes it. False where a list has the name already.</summary>
    public async Task<bool> InsertAsync(WriteSession session, DateTimeOffset now, CancellationToken cancellation) =>
        await session.ExecuteAsync(
            """
            INSERT INTO crm_lists (tenant, id, name, name_fold, description, kind, filter, counting, created_at, updated_at) VALUES (@p0, @p1, @p2, @p3, @p4, @p5, @p6, @p7, @p8, @p8)
            ON CONFLICT (tenant, name_fold) DO NOTHING
            """,
            [session.Tenant, Id, Name, TextFold.ForFilter(Name), Description, (long)Kind, Filter, false, now], cancellation) == 1;

    /// <summary>Deletes a list with its memberships and counts. What dynamic lists say of it is the caller's.</summary>
    public static async Task DeleteAsync(WriteSession session, Guid id, Aftermath aftermath, CancellationToken cancellation)
    {
        await session.ExecuteAsync("DELETE FROM crm_lists WHERE tenant = @p0 AND id = @p1", [session.Tenant, id], cancellation);
        await session.ExecuteAsync("DELETE FROM crm_list_members WHERE tenant = @p0 AND list = @p1", [session.Tenant, id], cancellation);
        await session.ExecuteAsync("DELETE FROM crm_counts WHERE tenant = @p0 AND scope IN (@p1, @p3) AND scope_id = @p2", [session.Tenant, (long)CountScope.List, id, (long)CountScope.Counting], cancellation);
        aftermath.ListDeleted(id);
    }
}
