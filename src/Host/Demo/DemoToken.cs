using System.Text;
using System.Text.Json;
using CrmContacts.Core.Errors;
using CrmContacts.Core.Visibility;
using CrmContacts.Rest.Problems;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace CrmContacts.Host.Demo;

/// <summary><c>POST /demo/token {"agent":"alice"}</c>: a bearer token, as a telephony system would give it to its agents.</summary>
internal sealed class DemoToken(string key, TimeProvider clock)
{
    public const string Issuer = "crm-contacts-demo";

    private const int LongestBody = 4096;
    private static readonly TimeSpan Life = TimeSpan.FromHours(8);

    private readonly SigningCredentials _signing = new(new SymmetricSecurityKey(Encoding.UTF8.GetBytes(key)), SecurityAlgorithms.HmacSha256);

    public async Task AnswerAsync(HttpContext context)
    {
        context.Response.Headers.CacheControl = "no-store";
        var asked = await AgentAsync(context.Request);
        if (asked is null)
            await ProblemWriter.WriteAsync(context, new CrmException(ErrorCode.RequestInvalid, "Name the agent: {\"agent\":\"alice\"}.", "agent"));
        else if (DemoAgents.All.FirstOrDefault(one => one.Id == asked) is not { } agent)
            await ProblemWriter.WriteAsync(context, new CrmException(ErrorCode.NotFound, $"The demo has {string.Join(", ", DemoAgents.All.Select(one => one.Id))}.", "agent"));
        else
            await context.Response.WriteAsJsonAsync(new Dictionary<string, object> { ["access_token"] = Make(agent), ["token_type"] = "Bearer", ["expires_in"] = (int)Life.TotalSeconds }, context.RequestAborted);
    }

    private string Make(DemoAgent agent)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        return new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Issuer,
            IssuedAt = now,
            NotBefore = now,
            Expires = now + Life,
            SigningCredentials = _signing,
            Claims = new Dictionary<string, object>(StringComparer.Ordinal)
            {
                ["sub"] = agent.Id,
                ["name"] = agent.Name,
                ["tenant"] = agent.Tenant.Slug,
                ["queues"] = agent.Queues,
                ["permissions"] = Permissions(agent.Permission),
            },
        });
    }

    private static string[] Permissions(Permission permission) => permission switch
    {
        Permission.View => [PermissionNames.View],
        Permission.Edit => [PermissionNames.View, PermissionNames.Edit],
        Permission.Manage => [PermissionNames.View, PermissionNames.Edit, PermissionNames.Manage],
        _ => [],
    };

    private static async Task<string?> AgentAsync(HttpRequest request)
    {
        if (request.ContentLength is > LongestBody || !request.HasJsonContentType())
            return null;
        try
        {
            using var body = await JsonDocument.ParseAsync(request.Body, new JsonDocumentOptions { MaxDepth = 2 }, request.HttpContext.RequestAborted);
            return body.RootElement.ValueKind == JsonValueKind.Object && body.RootElement.TryGetProperty("agent", out var agent) && agent.ValueKind == JsonValueKind.String ? agent.GetString() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
