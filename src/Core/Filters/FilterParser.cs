using System.Text.Json;
using CrmContacts.Core.Errors;

namespace CrmContacts.Core.Filters;

/// <summary>Makes a <see cref="Filter"/> from the input object of the API, or from its JSON.</summary>
public static class FilterParser
{
    internal const int MaxDepth = 16;
    internal const int MaxNodes = 500;
    internal const int MaxValues = 1000;

    /// <summary>
    /// <paramref name="where"/> as nested dictionaries and lists, with enum values as their wire names (<c>DO_NOT_CONTACT</c>) or as themselves, UUIDs as <see cref="Guid"/> or text, instants as <see cref="DateTimeOffset"/>, <see cref="DateTime"/> or text, dates as <see cref="DateOnly"/> or text.
    /// Null and <c>{}</c> give null: no filter.
    /// </summary>
    /// <exception cref="CrmException"><see cref="ErrorCode.FilterInvalid"/>, naming the path.</exception>
    public static Filter? Parse(IReadOnlyDictionary<string, object?>? where) =>
        where is null || where.Count == 0 ? null : new FilterReading().Contact(where, "where", 0);

    /// <summary>The same over the fields of an account.</summary>
    public static Filter? ParseAccount(IReadOnlyDictionary<string, object?>? where) =>
        where is null || where.Count == 0 ? null : new FilterReading().Account(where, "where");

    /// <summary>The same from JSON.</summary>
    public static Filter? Parse(JsonElement where) => where.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.Undefined => null,
        JsonValueKind.Object => Parse((IReadOnlyDictionary<string, object?>)Plain(where, "where", 0)!),
        _ => throw Bad("where", "must be an object"),
    };

    private static object? Plain(JsonElement json, string path, int depth)
    {
        if (depth > MaxDepth * 3)
            throw Bad(path, "is nested too deep");
        return json.ValueKind switch
        {
            JsonValueKind.Object => json.EnumerateObject().Aggregate(new Dictionary<string, object?>(StringComparer.Ordinal), (map, p) =>
            {
                map[p.Name] = Plain(p.Value, path + "." + p.Name, depth + 1);
                return map;
            }),
            JsonValueKind.Array => json.EnumerateArray().Select((item, i) => Plain(item, $"{path}[{i}]", depth + 1)).ToList(),
            JsonValueKind.String => json.GetString(),
            JsonValueKind.Number => json.TryGetInt64(out var whole) ? (object)whole : json.TryGetDecimal(out var number) ? number : throw Bad(path, "is out of range"),
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            _ => null,
        };
    }

    internal static CrmException Bad(string path, string what) => new(ErrorCode.FilterInvalid, $"{path} {what}.", path);
}
