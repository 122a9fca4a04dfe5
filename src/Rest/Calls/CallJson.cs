using System.Text.Json;
using CrmContacts.Core.Activities;
using CrmContacts.Core.Calls;
using CrmContacts.Core.Errors;
using CrmContacts.Rest.Import;
using Microsoft.AspNetCore.Http;

namespace CrmContacts.Rest.Calls;

/// <summary>The body <c>{agent, number, call_id, direction, event}</c>; what else it holds is passed over.</summary>
internal static class CallJson
{
    private const int LongestBody = 4 * 1024;

    public static async Task<Call> ReadAsync(HttpRequest request, CancellationToken cancellation)
    {
        if (!request.HasJsonContentType())
            throw new MediaTypeException("Send the call as application/json.");
        using var document = await DocumentAsync(request, cancellation);
        var body = document.RootElement;
        if (body.ValueKind != JsonValueKind.Object)
            throw new CrmException(ErrorCode.RequestInvalid, "The body is a JSON object: {\"agent\": …, \"number\": …, \"call_id\": …, \"direction\": …, \"event\": …}.");
        return new Call(
            Text(body, "agent"), Text(body, "number"), Text(body, "call_id"),
            Text(body, "direction") switch
            {
                "inbound" => ActivityDirection.Inbound,
                "outbound" => ActivityDirection.Outbound,
                _ => throw Invalid("direction", "direction is inbound or outbound."),
            },
            Text(body, "event") switch
            {
                "ringing" => CallEvent.Ringing,
                "answered" => CallEvent.Answered,
                "ended" => CallEvent.Ended,
                _ => throw Invalid("event", "event is ringing, answered or ended."),
            });
    }

    private static async Task<JsonDocument> DocumentAsync(HttpRequest request, CancellationToken cancellation)
    {
        var bytes = new byte[LongestBody + 1];
        var length = await request.Body.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellation);
        if (length > LongestBody)
            throw new CrmException(ErrorCode.RequestInvalid, $"The body is longer than {LongestBody} bytes.");
        try
        {
            return JsonDocument.Parse(bytes.AsMemory(0, length), new JsonDocumentOptions { MaxDepth = 4 });
        }
        catch (JsonException)
        {
            throw new CrmException(ErrorCode.RequestInvalid, "The body is not valid JSON.");
        }
    }

    private static string Text(JsonElement body, string name)
    {
        if (!body.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
            throw Invalid(name, $"{name} is missing.");
        try
        {
            return value.ValueKind == JsonValueKind.String ? value.GetString()! : throw Invalid(name, $"{name} is a text.");
        }
        catch (InvalidOperationException)
        {
            throw Invalid(name, $"{name} holds half of a character.");
        }
    }

    private static CrmException Invalid(string field, string message) => new(ErrorCode.CallInvalid, message, field);
}
