using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace CrmContacts.Tests.Support.Schemas;

/// <summary>Holds JSON against the part of JSON Schema that our OpenAPI document uses; a keyword that it does not know is a fault of the schema.</summary>
/// <param name="document">The document that <c>$ref</c> points into.</param>
public sealed class JsonSchema(JsonElement document)
{
    private static readonly HashSet<string> Told = new(StringComparer.Ordinal) { "description", "default", "contentMediaType" };

    /// <summary>What is wrong, each with its place; nothing when all is well.</summary>
    public IReadOnlyList<string> Faults(JsonElement value, JsonElement schema)
    {
        var faults = new List<string>();
        Check(value, schema, "$", faults);
        return faults;
    }

    private void Check(JsonElement value, JsonElement schema, string at, List<string> faults)
    {
        foreach (var keyword in schema.EnumerateObject())
        {
            var holds = keyword.Name switch
            {
                "$ref" => Resolved(value, keyword.Value.GetString()!, at, faults),
                "type" => keyword.Value.ValueKind == JsonValueKind.Array ? keyword.Value.EnumerateArray().Any(t => Is(value, t.GetString()!)) : Is(value, keyword.Value.GetString()!),
                "anyOf" => keyword.Value.EnumerateArray().Any(one => Faults(value, one).Count == 0),
                "enum" => keyword.Value.EnumerateArray().Any(one => JsonElement.DeepEquals(one, value)),
                "properties" => Members(value, keyword.Value, schema, at, faults),
                "required" => value.ValueKind != JsonValueKind.Object || keyword.Value.EnumerateArray().All(name => value.TryGetProperty(name.GetString()!, out _)),
                "items" => Items(value, keyword.Value, at, faults),
                "format" => value.ValueKind != JsonValueKind.String || HasFormat(value.GetString()!, keyword.Value.GetString()!),
                "pattern" => value.ValueKind != JsonValueKind.String || Regex.IsMatch(value.GetString()!, keyword.Value.GetString()!, RegexOptions.None, TimeSpan.FromSeconds(1)),
                "minimum" => value.ValueKind != JsonValueKind.Number || value.GetDecimal() >= keyword.Value.GetDecimal(),
                "maximum" => value.ValueKind != JsonValueKind.Number || value.GetDecimal() <= keyword.Value.GetDecimal(),
                "additionalProperties" => true, // looked at beside the properties
                _ => Told.Contains(keyword.Name),
            };
            if (!holds)
                faults.Add($"{at}: {keyword.Name} {keyword.Value} does not hold of {value}");
        }
    }

    private bool Resolved(JsonElement value, string reference, string at, List<string> faults)
    {
        Check(value, reference.TrimStart('#', '/').Split('/').Aggregate(document, (node, name) => node.GetProperty(name)), at, faults);
        return true;
    }

    private bool Members(JsonElement value, JsonElement properties, JsonElement schema, string at, List<string> faults)
    {
        if (value.ValueKind != JsonValueKind.Object)
            return true;
        // Answers hold nothing that is not described; a problem document may.
        var open = schema.TryGetProperty("additionalProperties", out var more) && more.ValueKind != JsonValueKind.False;
        foreach (var member in value.EnumerateObject())
        {
            if (properties.TryGetProperty(member.Name, out var known))
                Check(member.Value, known, $"{at}.{member.Name}", faults);
            else if (!open)
                faults.Add($"{at}.{member.Name} is not described");
        }

        return true;
    }

    private bool Items(JsonElement value, JsonElement schema, string at, List<string> faults)
    {
        if (value.ValueKind == JsonValueKind.Array)
        {
            foreach (var (i, item) in value.EnumerateArray().Index())
                Check(item, schema, string.Create(CultureInfo.InvariantCulture, $"{at}[{i}]"), faults);
        }

        return true;
    }

    private static bool Is(JsonElement value, string type) => type switch
    {
        "string" => value.ValueKind == JsonValueKind.String,
        "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
        "number" => value.ValueKind == JsonValueKind.Number,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "null" => value.ValueKind == JsonValueKind.Null,
        "array" => value.ValueKind == JsonValueKind.Array,
        _ => value.ValueKind == JsonValueKind.Object,
    };

    private static bool HasFormat(string text, string format) => format switch
    {
        "uuid" => Guid.TryParseExact(text, "D", out _),
        "date-time" => DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out _),
        _ => false,
    };
}
