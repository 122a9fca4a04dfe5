using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace CrmContacts.Browser.Tests.Embedding;

/// <summary>A page's own server tells who is signed in. What stands in here is what docs/embedding.md prints; a test holds the two together.</summary>
internal static class TokenDesk
{
    public static void Map(WebApplication app, string sharedKey)
    {
        app.MapPost("/crm-token", (HttpContext context) =>
        {
            // Your own sign-in says who this is and what they may do.
            var now = TimeProvider.System.GetUtcNow().UtcDateTime;
            var token = new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
            {
                IssuedAt = now,
                Expires = now.AddMinutes(30),
                Claims = new Dictionary<string, object>
                {
                    ["sub"] = "bob",
                    ["name"] = "Bob Brown",
                    ["tenant"] = "acme",
                    ["queues"] = new[] { "sales" },
                    ["permissions"] = new[] { "crm.edit" },
                },
                SigningCredentials = new SigningCredentials(new SymmetricSecurityKey(Encoding.UTF8.GetBytes(sharedKey)), SecurityAlgorithms.HmacSha256),
            });
            context.Response.Headers.CacheControl = "no-store";
            return Results.Json(new { token, expiresAt = now.AddMinutes(30) });
        });
    }
}
