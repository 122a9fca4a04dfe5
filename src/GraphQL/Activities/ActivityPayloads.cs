using CrmContacts.Core.Activities;
using CrmContacts.Core.Contacts;
using CrmContacts.GraphQL.Contacts;
using CrmContacts.GraphQL.Errors;
using CrmContacts.GraphQL.Execution;
using GraphQL.Types;

namespace CrmContacts.GraphQL.Activities;

/// <summary>How a write ended: the activity with its contact, or why not.</summary>
internal sealed record ActivityPayload(Activity? Activity, Contact? Contact, IReadOnlyList<object>? Errors);

internal abstract class ActivityPayloadType<TError> : WrittenType<ActivityPayload>
    where TError : IGraphType
{
    protected ActivityPayloadType(string name, string description, string activity)
        : base(name, description)
    {
        One<ActivityType>("activity", (payload, _) => payload.Activity, activity, Relation.None);
        One<ContactType>("contact", (payload, _) => payload.Contact, "The contact as it is now: its count and last activity follow at once. Null when nothing was written.");
        Many<ListGraphType<NonNullGraphType<TError>>>("errors", (payload, _) => payload.Errors, "Why nothing was written; null when all is well.");
    }
}

internal sealed class LogActivityPayloadType() : ActivityPayloadType<LogActivityErrorType>(
    "LogActivityPayload", "What became of a new activity.", "The activity as it was logged, or null when it was not.");

internal sealed class UpdateActivityPayloadType() : ActivityPayloadType<UpdateActivityErrorType>(
    "UpdateActivityPayload", "What became of a change of an activity.", "The activity as it is now, or null when nothing was written.");

internal sealed class DeleteActivityPayloadType() : ActivityPayloadType<DeleteActivityErrorType>(
    "DeleteActivityPayload", "What became of a deletion.", "The activity as it was, or null when there was none.");

internal sealed class ActivityNotFoundErrorType : WrittenType<ActivityNotFound>
{
    public ActivityNotFoundErrorType()
        : base("ActivityNotFoundError", "There is no such activity, or the viewer may not see its contact: there is no telling which.")
    {
        Interface<ErrorInterface>();
        RequiredText("message", _ => "There is no activity with this id.", "What is wrong, in words that may be shown.");
        Id("activityId", error => error.ActivityId, "The id that was asked for.");
    }
}

internal sealed class LogActivityErrorType : ErrorUnion
{
    public LogActivityErrorType()
        : base("LogActivityError", "Why an activity was not logged.")
    {
        Type<ContactNotFoundErrorType>();
        Type<ValidationErrorType>();
    }
}

internal sealed class UpdateActivityErrorType : ErrorUnion
{
    public UpdateActivityErrorType()
        : base("UpdateActivityError", "Why an activity was not changed.")
    {
        Type<ActivityNotFoundErrorType>();
        Type<ValidationErrorType>();
    }
}

internal sealed class DeleteActivityErrorType : ErrorUnion
{
    public DeleteActivityErrorType()
        : base("DeleteActivityError", "Why an activity was not deleted.") => Type<ActivityNotFoundErrorType>();
}
