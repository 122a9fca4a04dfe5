using CrmContacts.Core.Activities;
using CrmContacts.Core.Paging;
using CrmContacts.GraphQL.Contacts;
using CrmContacts.GraphQL.Execution;
using CrmContacts.GraphQL.Paging;
using CrmContacts.GraphQL.Viewers;
using GraphQL.Types;

namespace CrmContacts.GraphQL.Activities;

internal sealed class InteractionType : WrittenType<Interaction>
{
    public InteractionType()
        : base("Interaction", "A closed messaging conversation with a contact; it stands in the timeline where it ended.")
    {
        Id("id", i => i.Id, "The conversation's id.");
        Id("contactId", i => i.ContactId, "The id of the contact that it was with.");
        Choice<InteractionChannel, InteractionChannelType>("channel", i => i.Channel, "What it went over.");
        Instant("startedAt", i => i.StartedAt, "When it began.");
        Instant("endedAt", i => i.EndedAt, "When it was closed; its place in the timeline.");
        Text("subject", i => i.Subject, "What it was about, in a line.");
        One<AgentType>("agent", (i, beside) => beside.Agent(i.AgentId), "The agent who led it, where one did.", Relation.Agents);
        One<QueueType>("queue", (i, beside) => beside.Queue(i.QueueId), "The queue that it came in on.", Relation.Queues);
        RequiredText("externalId", i => i.ExternalId, "The messaging system's id of the conversation.");
        Number("messageCount", i => i.MessageCount, "How many messages it has.");
        Nested<MessagesConnectionType>("messages", i => i.Id, TimelineReading.MessagesAsync, "What was said, in order.", TimelineReading.Arguments(), ContactCost.Rows);
    }
}

internal sealed class MessageType : WrittenType<Message>
{
    public MessageType()
        : base("Message", "One message of a conversation.")
    {
        Id("id", m => m.Id, "The message's id.");
        Instant("at", m => m.At, "When it was sent.");
        Choice<ActivityDirection, ActivityDirectionType>("direction", m => m.Direction, "Who wrote it: the contact, or the organization.");
        One<AgentType>("agent", (m, beside) => beside.Agent(m.AgentId), "The agent who wrote it, where an agent did.", Relation.Agents);
        Text("sender", m => m.Sender, "The address or name that it came from, as the channel says it.");
        RequiredText("body", m => m.Body, "What it says.");
    }
}

/// <summary>A message of a page with its cursor.</summary>
internal sealed record MessageEdge(string Cursor, Message Node);

internal sealed class MessagesConnectionType : WrittenType<Page<Message>>
{
    public MessagesConnectionType()
        : base("MessagesConnection", "A page of messages.")
    {
        One<NonNullGraphType<PageInfoType>>("pageInfo", (page, _) => page, "Where this page stands among the others.");
        Many<ListGraphType<NonNullGraphType<MessagesEdgeType>>>("edges", (page, _) => page.Items.Select((m, i) => new MessageEdge(page.Cursors[i], m)), "The messages of the page, each with its cursor.");
        Many<ListGraphType<NonNullGraphType<MessageType>>>("nodes", (page, _) => page.Items, "The messages of the page.");
    }
}

internal sealed class MessagesEdgeType : WrittenType<MessageEdge>
{
    public MessagesEdgeType()
        : base("MessagesEdge", "A message of a page, with the cursor that stands for its place.")
    {
        RequiredText("cursor", edge => edge.Cursor, "The place of this message in the conversation.");
        One<NonNullGraphType<MessageType>>("node", (edge, _) => edge.Node, "The message.");
    }
}
