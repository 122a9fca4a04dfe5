namespace CrmContacts.Core.Contacts;

/// <summary>One step of a contact's history.</summary>
/// <param name="Version">The version that it made: 1 is the creation.</param>
/// <param name="AgentId">Who did it; null for a creation by hand, of which nobody keeps the author.</param>
/// <param name="Run">The run that did it in the agent's name; null when it was done by hand.</param>
/// <param name="Fields">What changed; empty for the creation.</param>
public sealed record HistoryEntry(int Version, DateTimeOffset At, string? AgentId, Guid? Run, IReadOnlyList<FieldChange> Fields);

/// <summary>One field before and after: texts, numbers, flags, null, or lists of them; enums and instants as the API writes them, tags by name.</summary>
public sealed record FieldChange(string Field, object? From, object? To);
