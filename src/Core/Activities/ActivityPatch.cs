using CrmContacts.Core.Contacts;
using CrmContacts.Core.Errors;

namespace CrmContacts.Core.Activities;

/// <summary>What an input sets on an activity. A field that is not set stays as it is; null clears it.</summary>
public sealed record ActivityPatch
{
    public Optional<ActivitySource?> Source { get; init; }
    public Optional<ActivityDirection?> Direction { get; init; }
    public Optional<DateTimeOffset?> At { get; init; }
    public Optional<string> Subject { get; init; }
    public Optional<string> Body { get; init; }
    public Optional<int?> DurationSeconds { get; init; }
    public Optional<string> CallId { get; init; }
    public Optional<DateTimeOffset?> DueAt { get; init; }
    public Optional<TaskState?> TaskState { get; init; }

    /// <summary>The activity as the input wants it: texts trimmed, blank is null, instants cut to the millisecond.</summary>
    internal Activity Apply(Activity to) => to with
    {
        Source = Source.Value ?? to.Source,
        Direction = Direction.IsSet ? Direction.Value : to.Direction,
        At = At.Value is { } at ? Instants.Cut(at) : to.At,
        Subject = Text(Subject, to.Subject),
        Body = Text(Body, to.Body),
        DurationSeconds = DurationSeconds.IsSet ? DurationSeconds.Value : to.DurationSeconds,
        CallId = Text(CallId, to.CallId),
        DueAt = DueAt.IsSet ? DueAt.Value is { } due ? Instants.Cut(due) : null : to.DueAt,
        TaskState = TaskState.Value ?? to.TaskState,
    };

    /// <summary>Null where a value is required: absent would have meant "as it is".</summary>
    internal IEnumerable<FieldFault> NullFaults()
    {
        if (Source is { IsSet: true, Value: null })
            yield return Required("source");
        if (At is { IsSet: true, Value: null })
            yield return Required("at");
        if (TaskState is { IsSet: true, Value: null })
            yield return Required("taskState");
    }

    private static FieldFault Required(string field) => new(field, "REQUIRED", $"{field} must not be null.");

    private static string? Text(Optional<string> input, string? current)
    {
        if (!input.IsSet)
            return current;
        var text = input.Value?.Trim();
        return string.IsNullOrEmpty(text) ? null : text;
    }
}
