using System.Security.Claims;
using System.Text;
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
internal sealed class BearerReader(CrmContactsOptions options, ILogger<BearerReader> log)
{
    private const string Scheme = "Bearer ";

    private readonly JsonWebTokenHandler _handler = new() { MapInboundClaims = false };
    private readonly TokenValidationParameters _rules = Rules(options.Authentication);

    /// <summary>Who the request's token vouches for; null without a token that holds.</summary>
    /// <param name="context">The request.</param>
    /// <param name="hub">The hub alone also takes <c>access_token</c> of the query: a browser cannot send a header with a WebSocket.</param>
    public async ValueTask<ClaimsIdentity?> ReadAsync(HttpContext context, bool hub)
    {
        var header = context.Request.Headers.Authorization;
        var token = header.Count == 1 && header[0]!.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            ? header[0]![Scheme.Length..].Trim()
            : hub && header.Count == 0 ? context.Features.Get<HubToken>()?.Value : null;
        if (string.IsNullOrEmpty(token))
            return null;

        var result = await _handler.ValidateTokenAsync(token, _rules);
        if (result.IsValid)
            return result.ClaimsIdentity;
        log.LogInformation("A token was refused: {Reason}.", result.Exception?.GetType().Name);
        return null;
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
