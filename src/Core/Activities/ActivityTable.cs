using System.Data.Common;
using CrmContacts.Core.Data;
using CrmContacts.Core.Data.Sql;

namespace CrmContacts.Core.Activities;

/// <summary><c>crm_activities</c>: what is written, and how a row becomes an <see cref="Activity"/>.</summary>
internal static class ActivityTable
{
    /// <summary>The columns that <see cref="Read"/> takes, in its order; the first four stand in the timeline of interactions too.</summary>
    public const string Columns =
        "n.contact, n.id, n.at, n.agent, n.subject, n.type, n.source, n.direction, n.body, n.duration, n.call_id, n.due_at, n.task_state, n.created_at, n.updated_at";

    public static readonly Table Table = new("crm_activities",
        new("tenant", ColumnKind.Long), new("id", ColumnKind.Id), new("contact", ColumnKind.Id), new("type", ColumnKind.Short),
        new("source", ColumnKind.Short), new("direction", ColumnKind.Short), new("at", ColumnKind.Instant), new("agent", ColumnKind.Text),
        new("subject", ColumnKind.Text), new("duration", ColumnKind.Int), new("call_id", ColumnKind.Text), new("due_at", ColumnKind.Instant),
        new("task_state", ColumnKind.Short), new("created_at", ColumnKind.Instant), new("updated_at", ColumnKind.Instant), new("body", ColumnKind.Text));

    public static object?[] Row(long tenant, Activity one) =>
    [
        tenant, one.Id, one.ContactId, (long)one.Type, (long)one.Source, (long?)one.Direction, one.At, one.AgentId, one.Subject,
        (long?)one.DurationSeconds, one.CallId, one.DueAt, (long?)one.TaskState, one.CreatedAt, one.UpdatedAt, one.Body,
    ];

    /// <summary>Reads <see cref="Columns"/>, which begin at <paramref name="at"/>.</summary>
    public static Activity Read(DbDataReader row, Dialect dialect, int at) => new()
    {
        ContactId = dialect.ReadId(row, at),
        Id = dialect.ReadId(row, at + 1),
        At = dialect.ReadInstant(row, at + 2),
        AgentId = row.Text(at + 3),
        Subject = row.Text(at + 4),
        Type = (ActivityType)row.GetInt32(at + 5),
        Source = (ActivitySource)row.GetInt32(at + 6),
        Direction = (ActivityDirection?)row.Number(at + 7),
        Body = row.Text(at + 8),
        DurationSeconds = row.Number(at + 9),
        CallId = row.Text(at + 10),
        DueAt = row.IsDBNull(at + 11) ? null : dialect.ReadInstant(row, at + 11),
        TaskState = (TaskState?)row.Number(at + 12),
        CreatedAt = dialect.ReadInstant(row, at + 13),
        UpdatedAt = dialect.ReadInstant(row, at + 14),
    };

    /// <summary>The first activity that the condition over <c>n</c> finds.</summary>
    public static async Task<Activity?> FindAsync(Session session, SqlText where, CancellationToken cancellation)
    {
        var sql = new SqlText();
        sql.Add($"SELECT {Columns} FROM crm_activities n WHERE {where} ORDER BY n.id LIMIT 1");
        sql.Args.AddRange(where.Args);
        return (await session.ListAsync(sql, row => Read(row, session.Dialect, 0), cancellation)).FirstOrDefault();
    }

    public static string? Text(this DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    public static int? Number(this DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetInt32(column);
}
