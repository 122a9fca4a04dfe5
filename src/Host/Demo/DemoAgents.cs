using CrmContacts.Core.Directory;
using CrmContacts.Core.Visibility;

namespace CrmContacts.Host.Demo;

/// <summary>An agent of the demo.</summary>
internal sealed record DemoAgent(string Id, string Name, Tenant Tenant, Permission Permission, params string[] Queues)
{
    public string Email => $"{Id}@{Tenant.Slug}.example";

    public Viewer Viewer(Tenant stored) => new(stored, Id, Name, Queues, Permission);
}

/// <summary>Who is in the demo; ids and slugs never change.</summary>
internal static class DemoAgents
{
    public static readonly Tenant Acme = new("acme", "Acme Telecom", "US", "America/New_York", []);
    public static readonly Tenant Globex = new("globex", "Globex", "DE", "Europe/Berlin", []);

    public static readonly Queue Sales = new("sales", "Sales");
    public static readonly Queue Support = new("support", "Support");

    public static readonly DemoAgent Alice = new("alice", "Alice Adams", Acme, Permission.Manage, "sales", "support");
    public static readonly DemoAgent Gina = new("gina", "Gina Green", Globex, Permission.Manage);

    public static readonly IReadOnlyList<DemoAgent> All =
    [
        Alice,
        new("bob", "Bob Brown", Acme, Permission.Edit, "sales"),
        new("carol", "Carol Clark", Acme, Permission.View, "support"),
        new("dave", "Dave Davis", Acme, Permission.None),
        new("erin", "Erin Evans", Acme, Permission.Edit),
        Gina,
    ];
}
