namespace CrmContacts.Realtime;

/// <summary>What the hub allows itself and its connections. Not settings: the contract names them.</summary>
internal sealed record RealtimeLimits
{
    /// <summary>The least time between two pushes of one tenant: four a second.</summary>
    public TimeSpan Pace { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>How often changes are read though nobody announced one.</summary>
    public TimeSpan Sweep { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>A connection that takes nothing for so long is closed.</summary>
    public TimeSpan Stall { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The longest message of a client, in bytes: a method's name and nothing else.</summary>
    public const long ReceiveBytes = 4 * 1024;

    /// <summary>What waits in memory for one connection's socket before its mailbox holds the rest back, in bytes.</summary>
    public long SendBytes { get; init; } = 32 * 1024;
}
