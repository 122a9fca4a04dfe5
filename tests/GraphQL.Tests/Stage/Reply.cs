using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace CrmContacts.GraphQL.Tests.Stage;

/// <summary>An answer as it came.</summary>
internal sealed record Reply(HttpStatusCode Status, string? ContentType, HttpResponseHeaders Headers, string Body)
{
    public JsonElement Json => JsonDocument.Parse(Body).RootElement;

    public JsonElement Error => Json.GetProperty("errors")[0];

    /// <summary>The code of the first error.</summary>
    public string? Code => Error.GetProperty("extensions").GetProperty("code").GetString();

    public bool HasData => Json.TryGetProperty("data", out _);
}
