using CrmContacts.Core.Directory;
using CrmContacts.Core.Import;
using CrmContacts.Tests.Support.Stores;

namespace CrmContacts.Realtime.Tests.Stage;

/// <summary>Who plays: the demo's tenants and agents, without a store.</summary>
internal static class Cast
{
    public const string ForeignOrigin = "https://softphone.acme.example";

    public static Tenant Acme { get; } = new("acme", "Acme", "US", "America/New_York", [ForeignOrigin]);

    public static Tenant Globex { get; } = new("globex", "Globex", "DE", "Europe/Berlin", []);

    public static Viewers Viewers { get; } = new(Acme, Globex);

    public static ImportRun Run(string agent, ImportStatus status = ImportStatus.Running, long imported = 0, byte number = 1) => new()
    {
        Id = new Guid(number, 0, 0, new byte[8]),
        AgentId = agent,
        Status = status,
        Phase = status == ImportStatus.Running ? ImportPhase.Writing : ImportPhase.Done,
        DryRun = false,
        FileName = "people.csv",
        Imported = imported,
        CreatedAt = DateTimeOffset.UnixEpoch,
    };
}
