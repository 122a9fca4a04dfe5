using CrmContacts.Core.Directory;
using CrmContacts.Core.Visibility;
using CrmContacts.GraphQL.Execution;
using GraphQL.Types;

namespace CrmContacts.GraphQL.Viewers;

/// <summary>The viewer with the names that their token does not carry.</summary>
internal sealed record ViewerView(Viewer Viewer, Agent Agent, IReadOnlyList<Queue> Queues);

internal sealed class ViewerType : WrittenType<ViewerView>
{
    public ViewerType()
        : base("Viewer", "Who is asking, and what they may do.")
    {
        One<NonNullGraphType<AgentType>>("agent", (view, _) => view.Agent, "The signed-in agent.");
        One<NonNullGraphType<TenantType>>("tenant", (view, _) => view.Viewer.Tenant, "The organization that the agent's token is for.");
        Many<NonNullGraphType<ListGraphType<NonNullGraphType<QueueType>>>>("queues", (view, _) => view.Queues, "The queues that the agent is a member of, as their token says.");
        Leaf<NonNullGraphType<ListGraphType<NonNullGraphType<PermissionType>>>>("permissions", (json, view) =>
        {
            json.WriteStartArray();
            for (var held = Permission.View; held <= view.Viewer.Permission; held++)
                json.WriteStringValue(PermissionType.WireName(held));
            json.WriteEndArray();
        }, "What the agent may do; empty when they have no right in the CRM.");
    }
}

internal sealed class AgentType : WrittenType<Agent>
{
    public AgentType()
        : base("Agent", "A person of the organization who signs in to the telephony system.")
    {
        RequiredText("id", agent => agent.Id, "The host's id of the agent.");
        RequiredText("name", agent => agent.Name, "The agent's name.");
        Text("email", agent => agent.Email, "The agent's e-mail address, where it is known.");
    }
}

internal sealed class QueueType : WrittenType<Queue>
{
    public QueueType()
        : base("Queue", "A queue that agents are members of.")
    {
        RequiredText("id", queue => queue.Id, "The host's id of the queue.");
        RequiredText("name", queue => queue.Name, "The queue's name.");
    }
}

internal sealed class TenantType : WrittenType<Tenant>
{
    public TenantType()
        : base("Tenant", "An organization; nothing of it is seen by another.")
    {
        RequiredText("slug", tenant => tenant.Slug, "The organization's name in tokens and paths.");
        RequiredText("name", tenant => tenant.Name, "The organization's name for people.");
        RequiredText("defaultCountry", tenant => tenant.DefaultCountry, "The ISO 3166 code that phone numbers without a country are read with.");
        RequiredText("timezone", tenant => tenant.TimeZone, "The organization's IANA time zone.");
    }
}

internal sealed class PermissionType : EnumerationGraphType
{
    public PermissionType()
    {
        Name = "Permission";
        Description = "What an agent may do; each includes the one before.";
        Add(WireName(Permission.View), Permission.View, "Reads what is visible.");
        Add(WireName(Permission.Edit), Permission.Edit, "Also writes contacts and imports.");
        Add(WireName(Permission.Manage), Permission.Manage, "Also sees every contact of the organization.");
    }

    public static string WireName(Permission permission) => permission switch
    {
        Permission.View => "CRM_VIEW",
        Permission.Edit => "CRM_EDIT",
        Permission.Manage => "CRM_MANAGE",
        _ => throw new ArgumentOutOfRangeException(nameof(permission)),
    };
}
