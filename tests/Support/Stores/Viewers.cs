using CrmContacts.Core.Directory;
using CrmContacts.Core.Visibility;

namespace CrmContacts.Tests.Support.Stores;

/// <summary>The agents of the demo, as viewers: one for each thing that a rule can turn on.</summary>
public sealed class Viewers(Tenant acme, Tenant globex)
{
    public const string Sales = "sales";
    public const string Support = "support";

    /// <summary>Sees everything of acme.</summary>
    public Viewer Alice { get; } = new(acme, "alice", "Alice Adams", [Sales, Support], Permission.Manage);

    /// <summary>Edits; queue sales.</summary>
    public Viewer Bob { get; } = new(acme, "bob", "Bob Brown", [Sales], Permission.Edit);

    /// <summary>Views; queue support.</summary>
    public Viewer Carol { get; } = new(acme, "carol", "Carol Clark", [Support], Permission.View);

    /// <summary>Has no CRM permission.</summary>
    public Viewer Dave { get; } = new(acme, "dave", "Dave Davis", [], Permission.None);

    /// <summary>Edits; in no queue.</summary>
    public Viewer Erin { get; } = new(acme, "erin", "Erin Evans", [], Permission.Edit);

    /// <summary>Sees everything of the other tenant.</summary>
    public Viewer Gina { get; } = new(globex, "gina", "Gina Green", [], Permission.Manage);

    internal static IReadOnlyList<Agent> AcmeAgents { get; } =
    [
        new("alice", "Alice Adams", "alice@acme.example"), new("bob", "Bob Brown", "bob@acme.example"),
        new("carol", "Carol Clark", "carol@acme.example"), new("dave", "Dave Davis", "dave@acme.example"),
        new("erin", "Erin Evans", "erin@acme.example"),
    ];

    internal static IReadOnlyList<Queue> AcmeQueues { get; } = [new(Sales, "Sales"), new(Support, "Support")];

    internal static IReadOnlyList<Agent> GlobexAgents { get; } = [new("gina", "Gina Green", "gina@globex.example")];
}
