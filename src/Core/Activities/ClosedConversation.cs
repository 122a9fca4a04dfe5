namespace CrmContacts.Core.Activities;

/// <summary>A conversation as the host hands it in, once it is closed.</summary>
/// <param name="ExternalId">The host's id of it; what came in under the same id before is not taken again.</param>
/// <param name="Messages">In the order in which they were said.</param>
public sealed record ClosedConversation(
    string ExternalId, Guid ContactId, InteractionChannel Channel, DateTimeOffset StartedAt, DateTimeOffset EndedAt,
    string? AgentId, string? QueueId, string? Subject, IReadOnlyList<ConversationMessage> Messages);

/// <summary>One message of a <see cref="ClosedConversation"/>.</summary>
public sealed record ConversationMessage(DateTimeOffset At, ActivityDirection Direction, string Body, string? AgentId = null, string? Sender = null);

/// <summary>An activity as the host hands it in: whoever's it is, under an id of the host's choice.</summary>
/// <param name="Id">What came in under the same id before is not taken again.</param>
public sealed record RecordedActivity(Guid Id, Guid ContactId, string? AgentId, ActivityType Type, ActivityPatch Values);

/// <summary>What became of what the host handed in.</summary>
/// <param name="Recorded">How many are new.</param>
/// <param name="Known">How many had come in before.</param>
/// <param name="WithoutContact">Those whose contact is not there, by their place in the input.</param>
public sealed record Recording(int Recorded, int Known, IReadOnlyList<int> WithoutContact);
