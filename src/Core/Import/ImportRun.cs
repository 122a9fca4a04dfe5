namespace CrmContacts.Core.Import;

/// <summary>Numbers are stored: never renumber.</summary>
public enum ImportStatus { Queued = 0, Running = 1, Completed = 2, Cancelled = 3, Failed = 4, Undone = 5 }

/// <summary>What a run is doing.</summary>
public enum ImportPhase { Queued = 0, Reading = 1, Writing = 2, Finishing = 3, Done = 4, Undoing = 5 }

/// <summary>One import of one CSV file, as its followers see it. <c>Rows</c> is the sum of the five counts, at every moment.</summary>
public sealed record ImportRun
{
    public required Guid Id { get; init; }

    /// <summary>Who started it.</summary>
    public required string AgentId { get; init; }

    /// <summary>As the agent was called then.</summary>
    public string AgentName { get; init; } = "";
    public required ImportStatus Status { get; init; }
    public required ImportPhase Phase { get; init; }
    public required bool DryRun { get; init; }
    public required string FileName { get; init; }
    public long Imported { get; init; }
    public long Updated { get; init; }
    public long Unchanged { get; init; }
    public long Skipped { get; init; }
    public long Errors { get; init; }
    public long Rows => Imported + Updated + Unchanged + Skipped + Errors;

    /// <summary>Data rows of the file; an estimate until the file has been read once.</summary>
    public long? TotalRows { get; init; }

    /// <summary>Contacts that were taken back, since its undo was asked for.</summary>
    public long TakenBack { get; init; }

    /// <summary>Contacts that an undo left as they are, or some fields of them: they were edited since. <see cref="RunReader.KeptAsync"/> lists them.</summary>
    public long Kept { get; init; }

    /// <summary>How the file is imported.</summary>
    public ImportSettings? Settings { get; init; }

    /// <summary>Rows per second since the run was taken up; contacts while it is taken back.</summary>
    public double RowsPerSecond { get; init; }

    /// <summary>Seconds to go, when that can be told.</summary>
    public double? EtaSeconds { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? StartedAt { get; init; }
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>When it was taken back.</summary>
    public DateTimeOffset? UndoneAt { get; init; }

    /// <summary>Names the failing rows' file; 128 random bits, no credential. Null while no row has failed.</summary>
    public string? ErrorToken { get; init; }

    /// <summary>Why it failed, or what it wants to say.</summary>
    public string? Message { get; init; }

    public bool IsOver => Status is not (ImportStatus.Queued or ImportStatus.Running);
}
