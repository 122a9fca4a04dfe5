namespace CrmContacts.Core.Activities;

/// <summary>A closed messaging conversation with a contact; it stands in the timeline where it ended.</summary>
public sealed record Interaction : ITimelineEntry
{
    public Guid Id { get; init; }
    public Guid ContactId { get; init; }
    public InteractionChannel Channel { get; init; }
    public DateTimeOffset StartedAt { get; init; }
    public DateTimeOffset EndedAt { get; init; }
    public string? AgentId { get; init; }
    public string? QueueId { get; init; }
    public string? Subject { get; init; }

    /// <summary>The host's id of the conversation, unique in the tenant.</summary>
    public string ExternalId { get; init; } = "";
    public int MessageCount { get; init; }
    public DateTimeOffset CreatedAt { get; init; }

    DateTimeOffset ITimelineEntry.At => EndedAt;
}

/// <summary>One message of a conversation.</summary>
/// <param name="Position">1 for the first.</param>
/// <param name="AgentId">The agent who wrote it, where an agent did.</param>
/// <param name="Sender">The address or name it came from, as the channel says it.</param>
public sealed record Message(Guid Id, int Position, DateTimeOffset At, ActivityDirection Direction, string? AgentId, string? Sender, string Body);
