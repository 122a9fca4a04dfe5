namespace CrmContacts.Core;

/// <summary>Instants are UTC and whole milliseconds, so that cursors, versions and snapshots are alike on both databases.</summary>
public static class Instants
{
    /// <summary>The clock's instant, cut to the millisecond.</summary>
    public static DateTimeOffset Now(this TimeProvider clock) => Cut(clock.GetUtcNow());

    /// <summary><paramref name="instant"/> in UTC, cut to the millisecond.</summary>
    public static DateTimeOffset Cut(DateTimeOffset instant) =>
        DateTimeOffset.FromUnixTimeMilliseconds(instant.ToUnixTimeMilliseconds());
}
