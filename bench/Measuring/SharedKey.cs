using System.Buffers.Text;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CrmContacts.Core.Visibility;
using CrmContacts.Tests.Support.Processes;

namespace CrmContacts.Bench.Measuring;

/// <summary>Signs tokens as a telephony system does, so that a bench may be any agent.</summary>
public static class SharedKey
{
    public const string Value = "a key of the bench that is long enough";

    /// <summary>A client of the host that carries the viewer's token.</summary>
    public static HttpClient ClientOf(this HostProcess host, Viewer viewer)
    {
        var client = new HttpClient { BaseAddress = host.Address, Timeout = TimeSpan.FromSeconds(100) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", TokenOf(viewer));
        return client;
    }

    public static string TokenOf(Viewer viewer)
    {
        string[] permissions = [viewer.Permission switch { Permission.Manage => PermissionNames.Manage, Permission.Edit => PermissionNames.Edit, _ => PermissionNames.View }];
        var ends = TimeProvider.System.GetUtcNow().AddHours(6).ToUnixTimeSeconds();
        var body = Part(new { sub = viewer.AgentId, name = viewer.Name, tenant = viewer.Tenant.Slug, queues = viewer.Queues, permissions, exp = ends });
        var signed = Part(new { alg = "HS256", typ = "JWT" }) + "." + body;
        return signed + "." + Base64Url.EncodeToString(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Value), Encoding.UTF8.GetBytes(signed)));
    }

    private static string Part(object value) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(value));
}
