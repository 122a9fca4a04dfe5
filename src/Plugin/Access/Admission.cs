using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;

namespace CrmContacts.Access;

/// <summary>What SignalR reads to close a connection when its token ends.</summary>
internal sealed class Admission(ClaimsIdentity identity, DateTimeOffset? ends) : IAuthenticateResultFeature
{
    public AuthenticateResult? AuthenticateResult { get; set; } =
        Microsoft.AspNetCore.Authentication.AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), new AuthenticationProperties { ExpiresUtc = ends }, "CrmContacts"));
}
