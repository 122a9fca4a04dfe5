using CrmContacts.Core.Counts;
using CrmContacts.Core.Data;
using CrmContacts.Core.Data.Sql;
using CrmContacts.Core.Directory;
using CrmContacts.Core.Events;
using CrmContacts.Core.Filters;
using CrmContacts.Core.Import.Runs;
using CrmContacts.Core.Lists;
using CrmContacts.Core.Lists.Dynamic;

namespace CrmContacts.Core.Import.Undo;

/// <summary>Something with a name that runs make by using it, and what says that it is in use.</summary>
internal sealed record NamedThing(string Table, string IsUsed);

/// <summary>Tags or accounts that a run made go where nobody uses them. Alone with the tenant's definitions, so that no writer is about to.</summary>
internal class NamesUndo(Tenant tenant, RunRow row, NamedThing thing) : UndoPart(tenant, row)
{
    public static readonly NamedThing Tags = new("crm_tags", "SELECT 1 FROM crm_contact_tags u WHERE u.tenant = n.tenant AND u.tag = n.id");

    public static readonly NamedThing Accounts = new("crm_accounts", "SELECT 1 FROM crm_contacts u WHERE u.tenant = n.tenant AND u.account_id = n.id");

    protected static readonly NamedThing Lists = new("crm_lists", "SELECT 1 FROM crm_list_members u WHERE u.tenant = n.tenant AND u.list = n.id");

    public override WriteKind Kind => WriteKind.ListDefinition;

    public override async Task<IReadOnlyList<Guid>> NextAsync(Session session, Guid? after, int most, CancellationToken cancellation)
    {
        var sql = new SqlText();
        sql.Add($"SELECT n.id FROM {thing.Table} n WHERE n.tenant = {sql.Arg(Row.Tenant)} AND n.created_run = {sql.Arg(Run)}");
        if (after is { } last)
            sql.Add($" AND n.id > {sql.Arg(last)}");
        sql.Add($" ORDER BY n.id LIMIT {most}");
        return await session.ListAsync(sql, r => session.Dialect.ReadId(r, 0), cancellation);
    }

    public override async Task<UndoBatch> ApplyAsync(WriteSession session, IReadOnlyList<Guid> ids, Aftermath aftermath, CancellationToken cancellation)
    {
        var gone = await UnusedAsync(session, ids, "", cancellation);
        if (gone.Count == 0)
            return new(0, []);
        foreach (var chunk in gone.Chunk(512))
        {
            object[] some = [.. chunk.Cast<object>()];
            var rows = new SqlText();
            rows.Add($"DELETE FROM {thing.Table} WHERE tenant = {rows.Arg(session.Tenant)} AND {session.Dialect.In("id", some, rows)}");
            await session.ExecuteAsync(rows, cancellation);
            if (thing != Tags)
                continue;
            var counts = new SqlText();
            counts.Add($"DELETE FROM crm_counts WHERE tenant = {counts.Arg(session.Tenant)} AND scope = {counts.Arg((long)CountScope.Tag)} AND {session.Dialect.In("scope_id", some, counts)}");
            await session.ExecuteAsync(counts, cancellation);
        }

        return new(0, []);
    }

    /// <summary>Those of the ids that nothing uses.</summary>
    protected async Task<List<Guid>> UnusedAsync(WriteSession session, IReadOnlyList<Guid> ids, string and, CancellationToken cancellation)
    {
        var unused = new List<Guid>();
        foreach (var chunk in ids.Chunk(512))
        {
            var sql = new SqlText();
            sql.Add($"SELECT n.id FROM {thing.Table} n WHERE n.tenant = {sql.Arg(session.Tenant)} AND {session.Dialect.In("n.id", [.. chunk.Cast<object>()], sql)} AND n.created_run = {sql.Arg(Run)} AND NOT EXISTS ({thing.IsUsed}){and}");
            unused.AddRange(await session.ListAsync(sql, r => session.Dialect.ReadId(r, 0), cancellation));
        }

        return unused;
    }
}

/// <summary>The same of lists: nobody is on them, no dynamic list asks for them, nobody has edited them.</summary>
internal sealed class ListsUndo(Tenant tenant, RunRow row) : NamesUndo(tenant, row, Lists)
{
    public override async Task<UndoBatch> ApplyAsync(WriteSession session, IReadOnlyList<Guid> ids, Aftermath aftermath, CancellationToken cancellation)
    {
        var asked = (await DynamicLists.OfAsync(session, cancellation)).All.SelectMany(l => ListFilterRule.ListIds(l.Filter)).ToHashSet();
        foreach (var list in await UnusedAsync(session, ids, " AND n.updated_at = n.created_at", cancellation))
        {
            // An empty list that no filter names makes no difference to any other one.
            if (!asked.Contains(list))
                await ListRow.DeleteAsync(session, list, aftermath, cancellation);
        }

        return new(0, []);
    }
}
