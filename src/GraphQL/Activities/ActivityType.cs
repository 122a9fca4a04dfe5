using System.Text.Json;
using CrmContacts.Core.Activities;
using CrmContacts.Core.Directory;
using CrmContacts.GraphQL.Execution;
using CrmContacts.GraphQL.Scalars;
using CrmContacts.GraphQL.Viewers;
using GraphQL.Types;
using Kind = CrmContacts.Core.Activities.ActivityType;

namespace CrmContacts.GraphQL.Activities;

internal sealed class ActivityType : WrittenType<Activity>
{
    public ActivityType()
        : base("Activity", "Something that was done with a contact, or is to be done.")
    {
        Id("id", a => a.Id, "The activity's id.");
        Id("contactId", a => a.ContactId, "The id of the contact that it belongs to.");
        Choice<Kind, ActivityTypeEnum>("type", a => a.Type, "What was done.");
        Choice<ActivitySource, ActivitySourceType>("source", a => a.Source, "What it came from.");
        Leaf<ActivityDirectionType>("direction", (json, a) => Wire.Choice(json, a.Direction), "Who began; of calls and messages only.");
        Instant("at", a => a.At, "When it was; its place in the timeline.");
        Text("subject", a => a.Subject, "What it was about, in a line.");
        Text("body", a => a.Body, "What was said or noted.");
        One<AgentType>("agent", (a, beside) => beside.Agent(a.AgentId), "The agent who did it, where there was one.", Relation.Agents);
        Leaf<IntGraphType>("durationSeconds", (json, a) => Wire.Number(json, a.DurationSeconds), "How long a call was.");
        Text("callId", a => a.CallId, "What the telephone system calls the call.");
        Leaf<DateTimeType>("dueAt", (json, a) => Wire.Instant(json, a.DueAt), "When a task is to be done.");
        Leaf<TaskStateType>("taskState", (json, a) => Wire.Choice(json, a.TaskState), "How far a task is; null for what is no task.");
        Instant("createdAt", a => a.CreatedAt, "When it was logged.");
        Instant("updatedAt", a => a.UpdatedAt, "When it was last changed.");
    }
}

/// <summary>Leaves that may be null.</summary>
internal static class Wire
{
    public static void Choice<TEnum>(Utf8JsonWriter json, TEnum? value)
        where TEnum : struct, Enum
    {
        if (value is { } one)
            json.WriteStringValue(WireNames<TEnum>.Encoded(one));
        else
            json.WriteNullValue();
    }

    public static void Number(Utf8JsonWriter json, int? value)
    {
        if (value is { } one)
            json.WriteNumberValue(one);
        else
            json.WriteNullValue();
    }

    public static void Instant(Utf8JsonWriter json, DateTimeOffset? value)
    {
        if (value is { } one)
            DateTimeType.Write(json, one);
        else
            json.WriteNullValue();
    }

    public static void Id(Utf8JsonWriter json, Guid? value)
    {
        if (value is { } one)
            json.WriteStringValue(one);
        else
            json.WriteNullValue();
    }

    /// <summary>The agent by name; one whom the directory no longer knows keeps the id.</summary>
    public static Agent? Agent(this Relations beside, string? id) =>
        id is null ? null : beside.Agents.GetValueOrDefault(id) ?? new Agent(id, id, null);

    /// <summary>The queue by name; one that the directory no longer knows keeps the id.</summary>
    public static Queue? Queue(this Relations beside, string? id) =>
        id is null ? null : beside.Queues.GetValueOrDefault(id) ?? new Queue(id, id);
}
