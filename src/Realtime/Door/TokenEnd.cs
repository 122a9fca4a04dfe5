using System.Globalization;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;

namespace CrmContacts.Realtime.Door;

/// <summary>When the credential of a request ends.</summary>
internal static class TokenEnd
{
    private const string ExpiryClaim = "exp";

    /// <summary>The ticket's expiry, else the token's <c>exp</c>; null when neither says so.</summary>
    public static DateTimeOffset? Of(HttpContext context)
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
