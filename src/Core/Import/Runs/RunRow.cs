using System.Data.Common;
using System.Text.Json;
using System.Text.Json.Serialization;
using CrmContacts.Core.Data.Sql;
using CrmContacts.Core.Import.Reading;
using CrmContacts.Core.Visibility;

namespace CrmContacts.Core.Import.Runs;

/// <summary>What a run does when its undo is taken up, in this order. Numbers are stored: never renumber.</summary>
internal enum UndoStep { Created = 0, Changed = 1, Lists = 2, Tags = 3, Accounts = 4, Over = 5 }

/// <summary>How far the undo of a run is.</summary>
/// <param name="AgentId">Who asked for it.</param>
/// <param name="After">The last id of the step that is done.</param>
/// <param name="Least">No contact that the run made has a lesser id,</param>
/// <param name="Greatest">and none a greater one.</param>
internal sealed record RunUndo(string AgentId, UndoStep Step, Guid? After, Guid Least, Guid Greatest);

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

    /// <summary>How long the file is, while it is read.</summary>
    public long FileBytes { get; init; }

    /// <summary>Set when it is being taken back.</summary>
    public RunUndo? Undo { get; init; }

    public const string Columns =
        "r.tenant, r.id, r.agent, r.agent_name, r.queues, r.permission, r.staged, r.file_name, r.options, r.status, r.phase, r.dry_run, "
        + "r.cancel_asked, r.imported, r.updated, r.unchanged, r.skipped, r.errors, r.total_rows, r.next_byte, r.next_row, r.next_line, "
        + "r.error_token, r.message, r.fence, r.created_at, r.started_at, r.finished_at, r.request_hash, "
        + "r.least_contact, r.greatest_contact, r.undo_agent, r.undo_step, r.undo_after, r.undo_started_at, r.undone_at, r.taken_back, r.kept";

    public static RunRow Read(DbDataReader row, Dialect dialect, DateTimeOffset now)
    {
        var started = row.IsDBNull(26) ? (DateTimeOffset?)null : dialect.ReadInstant(row, 26);
        var finished = row.IsDBNull(27) ? (DateTimeOffset?)null : dialect.ReadInstant(row, 27);
        var undoing = row.IsDBNull(34) ? (DateTimeOffset?)null : dialect.ReadInstant(row, 34);
        var plan = Decode(row.GetString(8));
        var run = new ImportRun
        {
            Id = dialect.ReadId(row, 1),
            AgentId = row.GetString(2),
            AgentName = row.GetString(3),
            Settings = plan.Settings,
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
            UndoneAt = row.IsDBNull(35) ? null : dialect.ReadInstant(row, 35),
            TakenBack = row.GetInt64(36),
            Kept = row.GetInt64(37),
        };
        return new RunRow
        {
            Tenant = row.GetInt64(0),
            Run = run.Phase == ImportPhase.Undoing ? WithSpeedOfUndo(run, undoing, now) : WithSpeed(run, now),
            AgentName = row.GetString(3),
            Queues = JsonSerializer.Deserialize<string[]>(row.GetString(4)) ?? [],
            Permission = (Permission)row.GetInt32(5),
            Staged = dialect.ReadId(row, 6),
            Plan = plan,
            CancelAsked = row.GetBoolean(12),
            Next = new CsvPosition(row.GetInt64(19), row.GetInt64(20), row.GetInt64(21)),
            Fence = row.GetInt64(24),
            RequestHash = row.IsDBNull(28) ? null : row.GetString(28),
            Undo = row.IsDBNull(31) ? null : new RunUndo(row.GetString(31), (UndoStep)row.GetInt32(32), row.IsDBNull(33) ? null : dialect.ReadId(row, 33),
                row.IsDBNull(29) ? Guid.Empty : dialect.ReadId(row, 29), row.IsDBNull(30) ? Guid.AllBitsSet : dialect.ReadId(row, 30)),
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

    /// <summary>The same of contacts that are taken back. More than one row may have changed a contact: it may be over early.</summary>
    private static ImportRun WithSpeedOfUndo(ImportRun run, DateTimeOffset? started, DateTimeOffset now)
    {
        var done = run.TakenBack + run.Kept;
        var speed = started is { } since ? done / Math.Max(0.001, (now - since).TotalSeconds) : 0;
        var left = Math.Max(0, run.Imported + run.Updated - done);
        return run with { RowsPerSecond = Math.Round(speed, 1), EtaSeconds = speed > 0 ? Math.Round(left / speed, 1) : null };
    }

    private static readonly JsonSerializerOptions Json = new() { Converters = { new JsonStringEnumConverter() } };

    public static string Encode(RunPlan plan) => JsonSerializer.Serialize(plan, Json);

    private static RunPlan Decode(string plan) => JsonSerializer.Deserialize<RunPlan>(plan, Json)!;
}
