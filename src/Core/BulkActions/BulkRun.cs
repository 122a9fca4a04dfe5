namespace CrmContacts.Core.BulkActions;

/// <summary>How far a bulk action is. Numbers are stored: never renumber.</summary>
public enum BulkStatus { Queued = 0, Running = 1, Completed = 2, Failed = 3 }

/// <summary>A bulk action as its agent may follow it.</summary>
/// <param name="Total">How many contacts were selected when it began.</param>
/// <param name="Affected">How many were changed so far.</param>
/// <param name="Skipped">How many were left as they are: they were so already, or, when an action is taken back, were edited since.</param>
public sealed record BulkRun(Guid Id, BulkStatus Status, long Total, long Affected, long Skipped, DateTimeOffset CreatedAt, DateTimeOffset? FinishedAt, string? Message)
{
    /// <summary>When it takes another action back and is over: contacts that were edited since and stay as they are, the first thousand.</summary>
    public IReadOnlyList<Guid> Kept { get; init; } = [];

    /// <summary>How many contacts a second are gone through; 0 until that can be said.</summary>
    public double PerSecond { get; init; }

    /// <summary>How long the rest will take at that pace, while it runs.</summary>
    public double? EtaSeconds => Status == BulkStatus.Running && PerSecond > 0 ? Math.Max(0, Total - Affected - Skipped) / PerSecond : null;

    public bool IsOver => Status >= BulkStatus.Completed;
}

/// <summary>What became of a bulk action when its request ended.</summary>
/// <param name="Affected">How many contacts were changed; null while a run goes on.</param>
/// <param name="Skipped">How many were so already; null while a run goes on.</param>
/// <param name="UndoToken">Takes the action back, for its agent, for 24 hours.</param>
/// <param name="RunId">The run that carries it out, past 1,000 contacts.</param>
public sealed record BulkResult(long? Affected, long? Skipped, Guid? UndoToken, Guid? RunId)
{
    /// <summary>When an action is taken back: contacts that were edited since and stay as they are, the first thousand.</summary>
    public IReadOnlyList<Guid> Kept { get; init; } = [];
}
