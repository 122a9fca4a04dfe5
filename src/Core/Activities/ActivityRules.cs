using CrmContacts.Core.Errors;
using CrmContacts.Core.Text;
using CrmContacts.Core.Visibility;

namespace CrmContacts.Core.Activities;

/// <summary>What must hold of an activity, and who may do what with it.</summary>
public static class ActivityRules
{
    public const int MaxSubject = 255;
    public const int MaxBody = 65_536;
    public const int MaxId = 128;

    /// <summary>
    /// What an agent needs to log one: calls, notes and tasks are everybody's daily work and need <c>crm.view</c>; messages,
    /// meetings and conversions change what the organization knows of a contact and need <c>crm.edit</c>.
    /// </summary>
    public static Permission ToLog(ActivityType type) =>
        type is ActivityType.Call or ActivityType.Note or ActivityType.Task ? Permission.View : Permission.Edit;

    /// <summary>What an agent needs to edit or delete one: their own is theirs, another's is <c>crm.manage</c>'s, as other agents' runs are.</summary>
    public static Permission ToChange(Viewer viewer, Activity activity) =>
        string.Equals(activity.AgentId, viewer.AgentId, StringComparison.Ordinal) ? Permission.View : Permission.Manage;

    /// <summary>Every fault of an activity, all of them together.</summary>
    public static IEnumerable<FieldFault> Faults(Activity one)
    {
        var talks = one.Type is ActivityType.Call or ActivityType.Email or ActivityType.Sms or ActivityType.Whatsapp;
        if (talks && one.Direction is null)
            yield return new("direction", "REQUIRED", "A call or a message needs a direction.");
        if (!talks && one.Direction is not null)
            yield return new("direction", "NOT_ALLOWED", "Only calls and messages have a direction.");
        if (one.Type != ActivityType.Call && one.DurationSeconds is not null)
            yield return new("durationSeconds", "NOT_ALLOWED", "Only a call has a duration.");
        if (one.DurationSeconds < 0)
            yield return new("durationSeconds", "OUT_OF_RANGE", "A call cannot last less than no time.");
        if (one.Type != ActivityType.Call && one.CallId is not null)
            yield return new("callId", "NOT_ALLOWED", "Only a call has a call id.");
        if (one.Type != ActivityType.Task && one.DueAt is not null)
            yield return new("dueAt", "NOT_ALLOWED", "Only a task is due.");
        if (one.Type != ActivityType.Task && one.TaskState is not null)
            yield return new("taskState", "NOT_ALLOWED", "Only a task has a state.");
        if (one.Type == ActivityType.Task && one.Subject is null)
            yield return new("subject", "REQUIRED", "A task needs a subject.");
        if (one.Type == ActivityType.Note && one.Subject is null && one.Body is null)
            yield return new("body", "REQUIRED", "A note needs a text.");
        foreach (var fault in TextFaults("subject", one.Subject, MaxSubject).Concat(TextFaults("body", one.Body, MaxBody)).Concat(TextFaults("callId", one.CallId, MaxId)))
            yield return fault;
    }

    internal static IEnumerable<FieldFault> TextFaults(string field, string? text, int limit)
    {
        if (text?.Length > limit)
            yield return new(field, "TOO_LONG", $"{field} has {text.Length} characters; at most {limit} are kept.");
        if (text?.Contains('\0') == true)
            yield return new(field, "NUL_IN_TEXT", $"{field} holds a NUL character.");
        if (text is not null && !UnicodeText.IsWhole(text))
            yield return new(field, "TEXT_INVALID", $"{field} holds half of a character.");
    }
}
