using CrmContacts.Core.Activities;
using CrmContacts.Core.Contacts;
using CrmContacts.GraphQL.Scalars;
using GraphQL.Types;

namespace CrmContacts.GraphQL.Activities;

/// <summary>What a mutation may set on an activity.</summary>
internal abstract class ActivityInput : InputObjectGraphType
{
    protected void Set()
    {
        Add("source", typeof(ActivitySourceType), "What it came from: MANUAL when nothing is said.");
        Add("direction", typeof(ActivityDirectionType), "Who began; calls and messages need one, the others have none.");
        Add("at", typeof(DateTimeType), "When it was: now when nothing is said.");
        Add("subject", typeof(StringGraphType), "What it was about, in a line; a task needs one.");
        Add("body", typeof(StringGraphType), "What was said or noted.");
        Add("durationSeconds", typeof(IntGraphType), "How long a call was.");
        Add("callId", typeof(StringGraphType), "What the telephone system calls the call.");
        Add("dueAt", typeof(DateTimeType), "When a task is to be done.");
        Add("taskState", typeof(TaskStateType), "How far a task is: OPEN when nothing is said.");
    }

    protected void Add(string name, Type type, string description) =>
        AddField(new FieldType { Name = name, Type = type, Description = description });

    public static ActivityPatch Read(IDictionary<string, object?> input)
    {
        return new()
        {
            Source = Value<ActivitySource>("source"),
            Direction = Value<ActivityDirection>("direction"),
            At = Value<DateTimeOffset>("at"),
            Subject = Text("subject"),
            Body = Text("body"),
            DurationSeconds = Value<int>("durationSeconds"),
            CallId = Text("callId"),
            DueAt = Value<DateTimeOffset>("dueAt"),
            TaskState = Value<TaskState>("taskState"),
        };

        Optional<string> Text(string name) => input.TryGetValue(name, out var value) ? new(true, (string?)value) : default;

        Optional<T?> Value<T>(string name)
            where T : struct => input.TryGetValue(name, out var value) ? new(true, (T?)value) : default;
    }
}

internal sealed class LogActivityInput : ActivityInput
{
    public LogActivityInput()
    {
        Name = "LogActivityInput";
        Description = "What the viewer did with a contact.";
        Add("contactId", typeof(NonNullGraphType<UuidType>), "Which contact.");
        Add("type", typeof(NonNullGraphType<ActivityTypeEnum>), "What was done; it stays so.");
        Set();
    }
}

internal sealed class UpdateActivityInput : ActivityInput
{
    public UpdateActivityInput()
    {
        Name = "UpdateActivityInput";
        Description = "What changes about an activity. A field that is absent stays as it is; null clears it.";
        Add("id", typeof(NonNullGraphType<UuidType>), "Which activity.");
        Set();
    }
}

internal sealed class DeleteActivityInput : InputObjectGraphType
{
    public DeleteActivityInput()
    {
        Name = "DeleteActivityInput";
        Description = "Which activity is to go.";
        AddField(new FieldType { Name = "id", Type = typeof(NonNullGraphType<UuidType>), Description = "Which activity." });
    }
}
