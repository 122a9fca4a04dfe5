namespace CrmContacts.Core.Activities;

/// <summary>An entry of a contact's timeline: an <see cref="Activity"/> or an <see cref="Interaction"/>.</summary>
public interface ITimelineEntry
{
    Guid Id { get; }

    /// <summary>The contact that it belongs to.</summary>
    Guid ContactId { get; }

    /// <summary>Its place in the timeline; ties go by the id.</summary>
    DateTimeOffset At { get; }

    /// <summary>The host's id of the agent, where there was one.</summary>
    string? AgentId { get; }
}

/// <summary>Something that was done, or is to be done, with a contact.</summary>
public sealed record Activity : ITimelineEntry
{
    public Guid Id { get; init; }
    public Guid ContactId { get; init; }
    public ActivityType Type { get; init; }
    public ActivitySource Source { get; init; }

    /// <summary>Of a call or a message only.</summary>
    public ActivityDirection? Direction { get; init; }
    public DateTimeOffset At { get; init; }
    public string? Subject { get; init; }
    public string? Body { get; init; }
    public string? AgentId { get; init; }

    /// <summary>Of a call only.</summary>
    public int? DurationSeconds { get; init; }

    /// <summary>What the telephone system calls the call.</summary>
    public string? CallId { get; init; }

    /// <summary>Of a task only.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>Of a task only, and every task has one.</summary>
    public TaskState? TaskState { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset UpdatedAt { get; init; }
}
