using System.Text.Json;
using GraphQL;

namespace CrmContacts.GraphQL.Http;

/// <summary>Variables from JSON, in the order in which they were sent. Texts stay texts: scalars read them.</summary>
internal static class JsonInputs
{
    public static Inputs Read(JsonElement members) => new(Members(members));

    private static Dictionary<string, object?> Members(JsonElement members)
    {
        var all = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var member in members.EnumerateObject())
            all[member.Name] = Value(member.Value);
        return all;
    }

    private static object? Value(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => Members(value),
        JsonValueKind.Array => value.EnumerateArray().Select(Value).ToList(),
        JsonValueKind.String => value.GetString(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Number when value.TryGetInt32(out var number) => number,
        JsonValueKind.Number when value.TryGetInt64(out var number) => number,
        JsonValueKind.Number when value.TryGetDecimal(out var number) => number,
        JsonValueKind.Number => value.GetDouble(),
        _ => null,
    };
}
