using System.Text.Json;
using System.Text.Json.Nodes;
using CrmContacts.Core.Contacts;

namespace CrmContacts.Core.Filters;

/// <summary>
/// A <see cref="Filter"/> as the JSON of the API's <c>ContactFilterInput</c>: what is written can be sent as <c>where</c>, and
/// <see cref="FilterParser"/> reads the same meaning from it.
/// </summary>
public static class FilterJson
{
    /// <summary>The JSON of a filter; <c>{}</c> for none.</summary>
    public static string Write(Filter? filter) => filter is null ? "{}" : Object(filter).ToJsonString(ValueJson);

    /// <summary>The filter that was written, or null for none.</summary>
    /// <exception cref="Errors.CrmException"><see cref="Errors.ErrorCode.FilterInvalid"/>.</exception>
    public static Filter? Parse(string json)
    {
        using var document = JsonDocument.Parse(json);
        return FilterParser.Parse(document.RootElement);
    }

    private static readonly JsonSerializerOptions ValueJson = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="one">A field that always has a value, by which to say what never holds; null where texts are tested themselves.</param>
    private static JsonObject Object(Filter filter, string? one = "id") => filter switch
    {
        Filter.AllOf all => All([.. all.Parts.Select(part => Object(part, one))]),
        // The parser takes an empty group for no filter: what never holds is said otherwise.
        Filter.AnyOf { Parts.Count: 0 } => one is null ? Never() : new() { [one] = Never() },
        Filter.AnyOf any => new() { ["or"] = new JsonArray([.. any.Parts.Select(part => Object(part, one))]) },
        Filter.Test test => Test(test),
        Filter.Over over => new() { [NameOf(over.Set)] = new JsonObject { [JsonNamingPolicy.CamelCase.ConvertName(over.Quantifier.ToString())] = over.Inner is null ? over.Exists : Object(over.Inner, Known(over.Set)) } },
        Filter.OfAccount account => new() { ["account"] = Object(account.Inner) },
        _ => throw new ArgumentOutOfRangeException(nameof(filter)),
    };

    private static JsonObject Never() => new() { ["in"] = new JsonArray() };

    private static string? Known(FilterSet set) => set switch { FilterSet.Tags => null, FilterSet.Lists => "id", _ => "key" };

    private static string NameOf(FilterSet set) => JsonNamingPolicy.CamelCase.ConvertName(set.ToString());

    private static JsonObject Test(Filter.Test test)
    {
        var operation = new JsonObject { [FilterOps.NameOf(test.Op)] = test.Value is object?[] many ? new JsonArray([.. many.Select(Value)]) : Value(test.Value) };
        if (test.Field == FilterFields.TagName)
            return operation;
        var channel = FilterFields.OfConsent.FirstOrDefault(c => c.Value == test.Field).Key;
        return channel is null
            ? new() { [test.Field.Name] = operation }
            : new() { ["consent"] = new JsonObject { [channel] = operation } };
    }

    /// <summary>One object where no name comes twice, as people write it; else a group.</summary>
    private static JsonObject All(IReadOnlyList<JsonObject> parts)
    {
        var one = new JsonObject();
        foreach (var (name, value) in parts.SelectMany(p => p))
        {
            if (!one.TryAdd(name, value?.DeepClone()) && !Join(one[name], value))
                return new() { ["and"] = new JsonArray([.. parts]) };
        }

        return one;
    }

    /// <summary>Operations over one field are ANDed, as long as they are different ones.</summary>
    private static bool Join(JsonNode? to, JsonNode? from)
    {
        if (to is not JsonObject all || from is not JsonObject more || more.Any(m => all.ContainsKey(m.Key)))
            return false;
        foreach (var (name, value) in more)
            all[name] = value?.DeepClone();
        return true;
    }

    private static JsonNode? Value(object? value) => value switch
    {
        null => null,
        string text => text,
        Enum one => WireNames.Of(one),
        long number => number,
        decimal number => number,
        bool flag => flag,
        Guid id => id.ToString(),
        DateTimeOffset instant => Instants.Format(instant),
        DateOnly date => date.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
        _ => throw new ArgumentOutOfRangeException(nameof(value)),
    };
}
