using System.Data.Common;
using System.Text.Json;
using System.Text.Json.Serialization;
using CrmContacts.Core.Data.Sql;
using CrmContacts.Core.Import.Reading;
using CrmContacts.Core.Visibility;

namespace CrmContacts.Core.Import.Runs;

/// <summary><c>crm_imports</c> as the runner knows it: a run, its plan, in whose name, and how far it is.</summary>
internal sealed record RunRow
{
    public required long Tenant { get; init; }
    public required ImportRun Run { get; init; }
    public required string AgentName { get; init; }
    public required IReadOnlyList<string> Queues { get; init; }
    public required Permission Permission { get; init; }
    public required Guid Staged { get; init; }
    public required RunPlan Plan { get; init; }
    public required CsvPosition Next { get; init; }
    public required long Fence { get; init; }
    public required bool CancelAsked { get; init; }
    public string? RequestHash { get; init; }

    public const string Columns =
        "r.tenant, r.id, r.agent, r.agent_name, r.queues, r.permission, r.staged, r.file_name, r.options, r.status, r.phase, r.dry_run, "
        + "r.cancel_asked, r.imported, r.updated, r.unchanged, r.skipped, r.errors, r.total_rows, r.next_byte, r.next_row, r.next_line, "
        + "r.error_token, r.message, r.fence, r.created_at, r.started_at, r.finished_at, r.request_hash";

    public static RunRow Read(DbDataReader row, Dialect dialect, DateTimeOffset now)
    {
        var started = row.IsDBNull(26) ? (DateTimeOffset?)null : dialect.ReadInstant(row, 26);
        var finished = row.IsDBNull(27) ? (DateTimeOffset?)null : dialect.ReadInstant(row, 27);
        var run = new ImportRun
        {
            Id = dialect.ReadId(row, 1),
            AgentId = row.GetString(2),
            FileName = row.GetString(7),
            Status = (ImportStatus)row.GetInt32(9),
            Phase = (ImportPhase)row.GetInt32(10),
            DryRun = row.GetBoolean(11),
            Imported = row.GetInt64(13),
            Updated = row.GetInt64(14),
            Unchanged = row.GetInt64(15),
            Skipped = row.GetInt64(16),
            Errors = row.GetInt64(17),
            TotalRows = row.IsDBNull(18) ? null : row.GetInt64(18),
            ErrorToken = row.GetInt64(17) > 0 && !row.IsDBNull(22) ? row.GetString(22) : null,
            Message = row.IsDBNull(23) ? null : row.GetString(23),
            CreatedAt = dialect.ReadInstant(row, 25),
            StartedAt = started,
            FinishedAt = finished,
        };
        return new RunRow
        {
            Tenant = row.GetInt64(0),
            Run = WithSpeed(run, now),
            AgentName = row.GetString(3),
            Queues = JsonSerializer.Deserialize<string[]>(row.GetString(4)) ?? [],
            Permission = (Permission)row.GetInt32(5),
            Staged = dialect.ReadId(row, 6),
            Plan = Decode(row.GetString(8)),
            CancelAsked = row.GetBoolean(12),
            Next = new CsvPosition(row.GetInt64(19), row.GetInt64(20), row.GetInt64(21)),
            Fence = row.GetInt64(24),
            RequestHash = row.IsDBNull(28) ? null : row.GetString(28),
        };
    }

    /// <summary>Rows per second since the run was taken up, and the time to go, where they can be told.</summary>
    private static ImportRun WithSpeed(ImportRun run, DateTimeOffset now)
    {
        if (run.StartedAt is not { } started)
            return run;
        var seconds = Math.Max(0.001, ((run.FinishedAt ?? now) - started).TotalSeconds);
        var speed = run.Rows / seconds;
        var left = run.TotalRows is { } total && !run.IsOver && speed > 0 ? Math.Max(0, total - run.Rows) / speed : (double?)null;
        return run with { RowsPerSecond = Math.Round(speed, 1), EtaSeconds = left is { } eta ? Math.Round(eta, 1) : null };
    }

    private static readonly JsonSerializerOptions Json = new() { Converters = { new JsonStringEnumConverter() } };

    public static string Encode(RunPlan plan) => JsonSerializer.Serialize(plan, Json);

    private static RunPlan Decode(string plan) => JsonSerializer.Deserialize<RunPlan>(plan, Json)!;
}
