using CrmContacts.Core.Directory;
using CrmContacts.GraphQL.Execution;
using GraphQL.Types;

namespace CrmContacts.GraphQL.Viewers;

/// <summary>What Query says about colleagues.</summary>
internal static class DirectoryFieldsOfQuery
{
    public static void AddTo(ObjectGraphType query)
    {
        query.AddField(new RootField(async root => new(await root.Service<DirectoryReader>().AgentsAsync(root.Viewer, root.Cancellation)))
        {
            Name = "agents",
            Type = typeof(NonNullGraphType<ListGraphType<NonNullGraphType<AgentType>>>),
            Description = "The organization's agents, by name. Needs CRM_VIEW.",
        });
        query.AddField(new RootField(async root => new(await root.Service<DirectoryReader>().QueuesAsync(root.Viewer, root.Cancellation)))
        {
            Name = "queues",
            Type = typeof(NonNullGraphType<ListGraphType<NonNullGraphType<QueueType>>>),
            Description = "The organization's queues, by name. Needs CRM_VIEW.",
        });
    }
}
