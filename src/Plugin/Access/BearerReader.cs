using System.Text;
using CrmContacts.Core.Errors;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace CrmContacts.Access;

/// <summary>
/// Validates bearer tokens for our endpoints. It is no authentication scheme of the host on purpose: a scheme that stands
/// alone becomes the host's default, and pages that are not ours would begin to read our tokens.
/// </summary>
internal sealed class BearerReader(CrmContactsOptions options, TokenMemory memory, ILogger<BearerReader> log)
{
    /// <summary>The cookie in which a page of the same site may carry the token (SameSite=Lax, and by its prefix: secure, of this host alone).</summary>
    public const string Cookie = "__Host-crm";

    private const string Scheme = "Bearer ";

    private readonly JsonWebTokenHandler _handler = new() { MapInboundClaims = false };
    private readonly TokenValidationParameters _rules = Rules(options.Authentication);

    /// <summary>The request's token and where it came from; null without one.</summary>
    /// <param name="context">The request.</param>
    /// <param name="hub">The hub alone also takes <c>access_token</c> of the query: a browser cannot send a header with a WebSocket.</param>
    public static (string Token, bool OfCookie)? Carried(HttpContext context, bool hub)
    {
        var header = context.Request.Headers.Authorization;
        if (header.Count > 0)
            return header.Count == 1 && header[0]!.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) && header[0]!.AsSpan(Scheme.Length).Trim() is { Length: > 0 } token ? (token.ToString(), false) : null;
        if (hub && context.Features.Get<HubToken>()?.Value is { Length: > 0 } value)
            return (value, false);
        return context.Request.Cookies.TryGetValue(Cookie, out var cookie) && cookie.Length > 0 ? (cookie, true) : null;
    }

    /// <summary>Whom the token vouches for; null when it does not hold.</summary>
    /// <exception cref="CrmException">It holds, but names no agent or no tenant.</exception>
    public async ValueTask<AdmittedToken?> ReadAsync(string token)
    {
        if (memory.Find(token) is { } known)
            return known;
        var result = await _handler.ValidateTokenAsync(token, _rules);
        if (!result.IsValid)
        {
            log.LogInformation("A token was refused: {Reason}.", result.Exception?.GetType().Name);
            return null;
        }

        var claims = TokenClaims.Of(result.ClaimsIdentity)
            ?? throw new CrmException(ErrorCode.NotAuthenticated, "The token lacks sub or tenant.");
        var admitted = new AdmittedToken(result.ClaimsIdentity, claims);
        memory.Keep(token, admitted);
        return admitted;
    }

    private static TokenValidationParameters Rules(CrmAuthenticationOptions trust)
    {
        var rules = new TokenValidationParameters
        {
            ClockSkew = TimeSpan.FromSeconds(30),
            RequireExpirationTime = true,
            ValidateAudience = trust.Audience is not null,
            ValidAudience = trust.Audience,
            ValidateIssuer = trust.Issuer is not null || trust.Authority is not null,
            ValidIssuer = trust.Issuer,
            NameClaimType = "name",
        };
        if (trust.SharedKey is not null)
        {
            rules.IssuerSigningKey = new SymmetricSecurityKey(Encoding.UTF8.GetBytes(trust.SharedKey));
            rules.ValidAlgorithms = [SecurityAlgorithms.HmacSha256, SecurityAlgorithms.HmacSha384, SecurityAlgorithms.HmacSha512];
        }
        else if (trust.Authority is not null)
        {
            var authority = new Uri(trust.Authority.TrimEnd('/') + "/");
            rules.ConfigurationManager = new ConfigurationManager<OpenIdConnectConfiguration>(
                new Uri(authority, ".well-known/openid-configuration").ToString(), new OpenIdConnectConfigurationRetriever(), new HttpDocumentRetriever { RequireHttps = !authority.IsLoopback });
            // Never the symmetric ones: a public key must not be taken for a secret.
            rules.ValidAlgorithms =
            [
                SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512,
                SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.RsaSsaPssSha384, SecurityAlgorithms.RsaSsaPssSha512,
                SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384, SecurityAlgorithms.EcdsaSha512,
            ];
        }

        return rules;
    }
}
