using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using CrmContacts.Rest.Import;
using CrmContacts.Rest.Maps;
using CrmContacts.Rest.Problems;

namespace CrmContacts.Rest.Json;

/// <summary>The JSON of these routes, whatever the host's own JSON options say.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(RunJson))]
[JsonSerializable(typeof(RunsJson))]
[JsonSerializable(typeof(KeptPageJson))]
[JsonSerializable(typeof(PreviewJson))]
[JsonSerializable(typeof(MapJson))]
[JsonSerializable(typeof(MapsJson))]
internal sealed partial class AnswerJson : JsonSerializerContext
{
    /// <summary>Umlauts stay readable: the answer is JSON with its own media type and nosniff, never part of a page.</summary>
    public static AnswerJson Readable { get; } = new(new JsonSerializerOptions { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}

/// <summary>Problem documents; members without a value are left out.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Problem))]
[JsonSerializable(typeof(JsonElement))]
internal sealed partial class RestJson : JsonSerializerContext
{
    /// <summary>For the details of a refusal, whose types Core chooses.</summary>
    public static JsonSerializerOptions Plain { get; } = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };
}
