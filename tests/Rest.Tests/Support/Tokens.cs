using System.Text;
using CrmContacts.Core.Visibility;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace CrmContacts.Tests.Support.Hosts;

/// <summary>Tokens as a telephony system signs them with the shared key.</summary>
internal static class Tokens
{
    public const string Key = "a key of the telephony system, long enough";

    private static readonly Dictionary<string, (string Tenant, string[] Queues, string[] Permissions)> Agents = new(StringComparer.Ordinal)
    {
        ["alice"] = ("acme", ["sales", "support"], [PermissionNames.Manage]),
        ["bob"] = ("acme", ["sales"], [PermissionNames.Edit]),
        ["carol"] = ("acme", ["support"], [PermissionNames.View]),
        ["dave"] = ("acme", [], []),
        ["erin"] = ("acme", [], [PermissionNames.Edit]),
        ["gina"] = ("globex", [], [PermissionNames.Manage]),
    };

    /// <param name="issued">The token's <c>iat</c>; none by default.</param>
    public static string Of(string agent, DateTimeOffset? issued = null)
    {
        var (tenant, queues, permissions) = Agents[agent];
        return Make(agent, tenant, queues, permissions, issued: issued);
    }

    public static string Make(string? agent, string? tenant, string[] queues, string[] permissions, string key = Key, string algorithm = SecurityAlgorithms.HmacSha256, TimeSpan? life = null, DateTimeOffset? issued = null)
    {
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        var claims = new Dictionary<string, object>(StringComparer.Ordinal) { ["queues"] = queues, ["permissions"] = permissions };
        if (agent is not null)
            (claims["sub"], claims["name"]) = (agent, char.ToUpperInvariant(agent[0]) + agent[1..]);
        if (tenant is not null)
            claims["tenant"] = tenant;
        var end = now + (life ?? TimeSpan.FromHours(1));
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Expires = end,
            IssuedAt = issued?.UtcDateTime,
            NotBefore = (end < now ? end : now) - TimeSpan.FromMinutes(5),
            Claims = claims,
            SigningCredentials = new SigningCredentials(new SymmetricSecurityKey(Encoding.UTF8.GetBytes(key)), algorithm),
        });
    }
}
