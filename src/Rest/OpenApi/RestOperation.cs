using System.Text.Json.Nodes;
using CrmContacts.Core.Errors;
using CrmContacts.Core.Visibility;

namespace CrmContacts.Rest.OpenApi;

/// <summary>What the OpenAPI document says of one route. It stands beside the route's handler, among the endpoint's metadata.</summary>
/// <param name="Id">camelCase, stable: clients are generated from it.</param>
/// <param name="Tag">The chapter that it stands in.</param>
/// <param name="Needs">The least permission that may ask.</param>
internal sealed record RestOperation(string Id, string Tag, Permission Needs, string Summary, string Description)
{
    /// <summary>What is given in the query or a header; the path speaks for itself.</summary>
    public IReadOnlyList<RestValue> Values { get; init; } = [];

    /// <summary>The forms of the body, any one of them; empty for none.</summary>
    public IReadOnlyList<RestForm> Forms { get; init; } = [];
    public bool BodyRequired { get; init; }
    public required IReadOnlyList<RestReply> Replies { get; init; }

    /// <summary>What may be refused besides what any route refuses.</summary>
    public IReadOnlyList<ErrorCode> Refusals { get; init; } = [];
}

/// <summary>A value that a request carries.</summary>
/// <param name="Schema">JSON Schema, with <c>default</c> where there is one.</param>
/// <param name="Example">A value that works, where one can be told beforehand.</param>
internal sealed record RestValue(string Name, string Description, JsonObject Schema, JsonNode? Example = null)
{
    public bool Required { get; init; }
    public bool InHeader { get; init; }
}

/// <summary>One form of a body.</summary>
internal sealed record RestForm(string MediaType, JsonObject Schema, params IReadOnlyList<RestExample> Examples);

/// <summary>An example that can be sent as it stands.</summary>
internal sealed record RestExample(string Name, string Summary, JsonNode Value);

/// <summary>An answer that is no refusal.</summary>
internal sealed record RestReply(int Status, string Description, string? MediaType = null, JsonObject? Schema = null, JsonNode? Example = null)
{
    /// <summary>Headers by name, with what they say.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);
}
