namespace CrmContacts.Core.Contacts;

/// <summary>One step of a contact's history.</summary>
/// <param name="Version">The version that it made: 1 is the creation.</param>
/// <param name="AgentId">Who did it; null for a creation by hand, of which nobody keeps the author.</param>
/// <param name="Run">The run that did it in the agent's name; null when it was done by hand.</param>
/// <param name="Fields">What changed; empty for the creation.</param>
public sealed record HistoryEntry(int Version, DateTimeOffset At, string? AgentId, Guid? Run, IReadOnlyList<FieldChange> Fields)
{
    /// <summary>The import that <see cref="Run"/> is; null when it is none, or one that the viewer may not follow.</summary>
    public HistoryImport? Import { get; init; }
}

/// <summary>
/// The import that made or changed a contact. Whoever sees the contact learns that a run did it, in whose name and when; what the file was
/// called, which may tell more than the contact does, only those who may open the run: its agent, and <c>crm.manage</c>.
/// </summary>
/// <param name="Id">Of the run, by which it is opened.</param>
public sealed record HistoryImport(Guid Id, string FileName);

/// <summary>One field before and after: texts, numbers, flags, null, or lists of them; enums and instants as the API writes them, tags by name.</summary>
public sealed record FieldChange(string Field, object? From, object? To);
