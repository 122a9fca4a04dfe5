using CrmContacts.Core.Activities;
using CrmContacts.GraphQL.Scalars;
using Kind = CrmContacts.Core.Activities.ActivityType;

namespace CrmContacts.GraphQL.Activities;

internal sealed class ActivityTypeEnum : WireEnum<Kind>
{
    public ActivityTypeEnum()
        : base("What was done with a contact.",
            (Kind.Call, "A phone call."),
            (Kind.Email, "An e-mail."),
            (Kind.Sms, "A text message."),
            (Kind.Whatsapp, "A WhatsApp message."),
            (Kind.Note, "Something worth knowing."),
            (Kind.Meeting, "A meeting."),
            (Kind.Task, "Something to be done."),
            (Kind.LeadConversion, "The lead became a contact."))
    {
    }
}

internal sealed class ActivitySourceType : WireEnum<ActivitySource>
{
    public ActivitySourceType()
        : base("What an activity came from.",
            (ActivitySource.Manual, "An agent logged it."),
            (ActivitySource.Interaction, "A call or a conversation of the telephone system."),
            (ActivitySource.External, "Another program."),
            (ActivitySource.Campaign, "A campaign."))
    {
    }
}

internal sealed class ActivityDirectionType : WireEnum<ActivityDirection>
{
    public ActivityDirectionType()
        : base("Who began.",
            (ActivityDirection.Inbound, "The contact."),
            (ActivityDirection.Outbound, "The organization."))
    {
    }
}

internal sealed class TaskStateType : WireEnum<TaskState>
{
    public TaskStateType()
        : base("How far a task is.",
            (TaskState.Open, "It is to be done."),
            (TaskState.Done, "It is done."),
            (TaskState.Cancelled, "It need not be done any more."))
    {
    }
}

internal sealed class InteractionChannelType : WireEnum<InteractionChannel>
{
    public InteractionChannelType()
        : base("What a conversation went over.",
            (InteractionChannel.Sms, "Text messages."),
            (InteractionChannel.Whatsapp, "WhatsApp."),
            (InteractionChannel.Email, "E-mail."),
            (InteractionChannel.Chat, "The chat of a web page."),
            (InteractionChannel.Social, "A social network."))
    {
    }
}
