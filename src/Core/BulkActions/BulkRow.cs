using System.Data.Common;
using System.Text.Json;
using CrmContacts.Core.Data.Sql;
using CrmContacts.Core.Directory;
using CrmContacts.Core.Visibility;

namespace CrmContacts.Core.BulkActions;

/// <summary><c>crm_bulk_actions</c>: an action, its selection, in whose name, and how far it is.</summary>
internal sealed record BulkRow
{
    public required long Tenant { get; init; }
    public required BulkRun Run { get; init; }
    public required string AgentId { get; init; }
    public required string AgentName { get; init; }
    public required IReadOnlyList<string> Queues { get; init; }
    public required Permission Permission { get; init; }
    public required BulkAction Action { get; init; }
    public required ContactSelection Selection { get; init; }

    /// <summary>Set for one that takes another back.</summary>
    public Guid? Undoes { get; init; }
    public Guid? UndoneBy { get; init; }

    /// <summary>The last contact that is done, in the order of ids.</summary>
    public Guid? After { get; init; }
    public long Fence { get; init; }

    public Viewer Viewer(Tenant tenant) => new(tenant, AgentId, AgentName, Queues, Permission);

    public const string Columns =
        "r.tenant, r.id, r.agent, r.agent_name, r.queues, r.permission, r.action, r.selection, r.undoes, r.undone_by, r.status, r.total, "
        + "r.affected, r.skipped, r.after_contact, r.message, r.fence, r.created_at, r.finished_at";

    public static BulkRow Read(DbDataReader row, Dialect dialect)
    {
        Guid? Id(int column) => row.IsDBNull(column) ? null : dialect.ReadId(row, column);
        return new()
        {
            Tenant = row.GetInt64(0),
            Run = new(dialect.ReadId(row, 1), (BulkStatus)row.GetInt32(10), row.GetInt64(11), row.GetInt64(12), row.GetInt64(13),
                dialect.ReadInstant(row, 17), row.IsDBNull(18) ? null : dialect.ReadInstant(row, 18), row.IsDBNull(15) ? null : row.GetString(15)),
            AgentId = row.GetString(2),
            AgentName = row.GetString(3),
            Queues = JsonSerializer.Deserialize<string[]>(row.GetString(4)) ?? [],
            Permission = (Permission)row.GetInt32(5),
            Action = BulkAction.FromJson(row.GetString(6)),
            Selection = ContactSelection.FromJson(row.GetString(7)),
            Undoes = Id(8),
            UndoneBy = Id(9),
            After = Id(14),
            Fence = row.GetInt64(16),
        };
    }
}
