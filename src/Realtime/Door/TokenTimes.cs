using System.Globalization;
using CrmContacts.Core.Sessions;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;

namespace CrmContacts.Realtime.Door;

/// <summary>When the credential of a request was issued, and when it ends.</summary>
internal static class TokenTimes
{
    private const string ExpiryClaim = "exp";
    private const string IssueClaim = "iat";

    /// <summary>The token's <c>iat</c>; null when it does not say.</summary>
    public static DateTimeOffset? IssueOf(HttpContext context) => Revocation.IssuedAt(context.User.FindFirst(IssueClaim)?.Value);

    /// <summary>The ticket's expiry, else the token's <c>exp</c>; null when neither says so.</summary>
    public static DateTimeOffset? EndOf(HttpContext context)
    {
        var ticket = context.Features.Get<IAuthenticateResultFeature>()?.AuthenticateResult?.Properties?.ExpiresUtc;
        if (ticket is not null)
            return ticket;
        return long.TryParse(context.User.FindFirst(ExpiryClaim)?.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            && seconds <= DateTimeOffset.MaxValue.ToUnixTimeSeconds()
                ? DateTimeOffset.FromUnixTimeSeconds(seconds)
                : null;
    }
}
