using CrmContacts.Core.Directory;
using CrmContacts.GraphQL.Execution;
using GraphQL.Types;

namespace CrmContacts.GraphQL.Viewers;

/// <summary>What Query says about who is asking. It answers without any permission too, so that a page can say that there is none.</summary>
internal static class ViewerFieldsOfQuery
{
    public static void AddTo(ObjectGraphType query) =>
        query.AddField(new RootField(ViewerAsync)
        {
            Name = "viewer",
            Type = typeof(NonNullGraphType<ViewerType>),
            Description = "Who is asking, and what they may do.",
        });

    private static async Task<Read> ViewerAsync(RootContext root)
    {
        var viewer = root.Viewer;
        var directory = root.Service<IAgentDirectory>();
        var agent = root.Selection.Below("agent").Any(s => s.Asks("email"))
            ? (await directory.AgentsAsync(viewer.Tenant, root.Cancellation)).FirstOrDefault(a => a.Id == viewer.AgentId)
            : null;
        var names = root.Selection.Asks("queues")
            ? (await directory.QueuesAsync(viewer.Tenant, root.Cancellation)).ToDictionary(q => q.Id, StringComparer.Ordinal)
            : [];
        return new(new ViewerView(
            viewer,
            new Agent(viewer.AgentId, viewer.Name, agent?.Email),
            [.. viewer.Queues.Select(id => names.GetValueOrDefault(id) ?? new Queue(id, id))]));
    }
}
