using System.Globalization;

namespace CrmContacts.Core.Sessions;

/// <summary>The end of an agent's sessions: tokens that were issued until then hold no more.</summary>
/// <param name="AgentId">Whose.</param>
/// <param name="At">When they were ended.</param>
public sealed record Revocation(string AgentId, DateTimeOffset At)
{
    /// <summary>
    /// True for a token of that age. Most tokens tell whole seconds, so one that was issued within the second of the end counts as
    /// older: an agent who comes back waits a moment, and nobody slips through. One that does not say when it was issued is older.
    /// </summary>
    public bool Covers(DateTimeOffset? issued) => issued is not { } at || at <= At;

    /// <summary>When a token was issued, by its <c>iat</c>: seconds since 1970, with or without a fraction. Null for what is none.</summary>
    public static DateTimeOffset? IssuedAt(string? iat) =>
        decimal.TryParse(iat, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && seconds <= DateTimeOffset.MaxValue.ToUnixTimeSeconds()
            ? DateTimeOffset.FromUnixTimeMilliseconds((long)(seconds * 1000))
            : null;
}
