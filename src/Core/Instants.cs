using System.Globalization;

namespace CrmContacts.Core;

/// <summary>Instants are UTC and whole milliseconds, so that cursors, versions and snapshots are alike on both databases.</summary>
public static class Instants
{
    /// <summary>The clock's instant, cut to the millisecond.</summary>
    public static DateTimeOffset Now(this TimeProvider clock) => Cut(clock.GetUtcNow());

    /// <summary><paramref name="instant"/> in UTC, cut to the millisecond.</summary>
    public static DateTimeOffset Cut(DateTimeOffset instant) =>
        DateTimeOffset.FromUnixTimeMilliseconds(instant.ToUnixTimeMilliseconds());

    private static readonly string[] Forms =
    [
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd' 'HH:mm:ss.FFFFFFFK",
    ];

    /// <summary>An instant in ISO 8601, or null. It must have an offset: without one the same text would mean another instant on another machine.</summary>
    public static DateTimeOffset? Read(string text) =>
        (text.EndsWith('Z') || text.EndsWith('z') || text.LastIndexOfAny(['+', '-']) > 10)
        && DateTimeOffset.TryParseExact(text.ToUpperInvariant(), Forms, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out var instant)
            ? instant
            : null;

    /// <summary>UTC, milliseconds, <c>Z</c>: <c>2026-03-01T09:30:00.000Z</c>.</summary>
    public static string Format(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
