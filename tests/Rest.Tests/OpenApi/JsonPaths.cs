using System.Text.Json;

namespace CrmContacts.Rest.Tests.OpenApi;

internal static class JsonPaths
{
    /// <summary>What stands below these names, or null.</summary>
    public static JsonElement? GetProperty(this JsonElement from, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (from.ValueKind != JsonValueKind.Object || !from.TryGetProperty(name, out from))
                return null;
        }

        return from;
    }
}
