using System.Text.Json;
using CrmContacts.Core.Errors;
using CrmContacts.Core.Import;
using CrmContacts.Core.Import.Maps;
using CrmContacts.Rest.Import;
using Microsoft.AspNetCore.Http;

namespace CrmContacts.Rest.Maps;

/// <summary>
/// The body <c>{"name", "columns", "options"}</c>. Columns are <c>[{"header", "target"}]</c> in the order of the file, or an object header →
/// target; options are <c>{"delimiter", "encoding", "has_header", "match_keys", "on_duplicate", "default_country", "blank_cells", "values"}</c>.
/// What else it holds is refused: a misspelt option that is passed over is a map that does something else.
/// </summary>
internal static class MapBody
{
    private const int LongestBody = 4 << 20;

    public static async Task<ImportMapPatch> ReadAsync(HttpRequest request, CancellationToken cancellation)
    {
        if (!request.HasJsonContentType())
            throw new MediaTypeException("Send the map as application/json.");
        using var document = await DocumentAsync(request, cancellation);
        try
        {
            return Read(document.RootElement);
        }
        catch (InvalidOperationException)
        {
            throw new CrmException(ErrorCode.RequestInvalid, "A text of the body holds half of a character.");
        }
    }

    private static ImportMapPatch Read(JsonElement body)
    {
        var patch = new ImportMapPatch();
        foreach (var member in Members(body, "", "The body is a JSON object: {\"name\": …, \"columns\": […], \"options\": {…}}."))
        {
            patch = member.Name switch
            {
                "name" => patch with { Name = Text(member.Value, "name") },
                "columns" => patch with { Columns = new(true, Columns(member.Value)) },
                "options" => patch with { Options = new(true, Options(member.Value)) },
                _ => throw Invalid(member.Name, $"There is no '{OptionBag.Shown(member.Name)}' in a map; it has name, columns and options."),
            };
        }

        return patch;
    }

    private static async Task<JsonDocument> DocumentAsync(HttpRequest request, CancellationToken cancellation)
    {
        using var bytes = new MemoryStream();
        var chunk = new byte[16 * 1024];
        for (int read; (read = await request.Body.ReadAsync(chunk, cancellation)) > 0;)
        {
            if (bytes.Length + read > LongestBody)
                throw new CrmException(ErrorCode.RequestInvalid, $"The body is longer than {LongestBody} bytes.");
            bytes.Write(chunk, 0, read);
        }

        try
        {
            return JsonDocument.Parse(bytes.GetBuffer().AsMemory(0, (int)bytes.Length), new JsonDocumentOptions { MaxDepth = 4 });
        }
        catch (JsonException)
        {
            throw new CrmException(ErrorCode.RequestInvalid, "The body is not valid JSON.");
        }
    }

    private static IReadOnlyList<ImportMapColumn> Columns(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => [.. Members(value, "columns", "").Select(m => new ImportMapColumn(m.Name, Text(m.Value, "columns")))],
        JsonValueKind.Array => [.. value.EnumerateArray().Select(Column)],
        _ => throw Invalid("columns", "columns is an array of {\"header\", \"target\"}, or an object from header to target."),
    };

    private static ImportMapColumn Column(JsonElement value)
    {
        string? header = null, target = null;
        foreach (var member in Members(value, "columns", "A column is an object: {\"header\": …, \"target\": …}."))
        {
            switch (member.Name)
            {
                case "header": header = Text(member.Value, "columns"); break;
                case "target": target = Text(member.Value, "columns"); break;
                default: throw Invalid("columns", $"There is no '{OptionBag.Shown(member.Name)}' in a column; it has header and target.");
            }
        }

        return new(header ?? throw Invalid("columns", "A column has no header."), target);
    }

    private static ImportMapOptions Options(JsonElement value)
    {
        var options = new ImportMapOptions();
        foreach (var member in Members(value, "options", "options is a JSON object."))
        {
            var (name, where) = (member.Name, "options." + OptionBag.Shown(member.Name));
            options = name switch
            {
                "delimiter" => options with { Delimiter = Text(member.Value, where) },
                "encoding" => options with { Encoding = Text(member.Value, where) },
                "default_country" => options with { DefaultCountry = Text(member.Value, where)?.ToUpperInvariant() },
                "has_header" => options with { HasHeader = Flag(member.Value, where) },
                "match_keys" => options with { MatchKeys = Texts(member.Value, where) },
                "on_duplicate" => options with { OnDuplicate = OneOf<OnDuplicate>(member.Value, where) },
                "values" => options with { Values = Values(member.Value, where) },
                "blank_cells" => options with { BlankCells = OneOf<BlankCells>(member.Value, where) },
                _ => throw Invalid(where, $"There is no option '{OptionBag.Shown(name)}' in a map."),
            };
        }

        return options;
    }

    private static IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>>? Values(JsonElement value, string where)
    {
        if (value.ValueKind == JsonValueKind.Null)
            return null;
        const string shape = "values is an object from target to an object from cell to value.";
        var all = new Dictionary<string, IReadOnlyDictionary<string, string>>(StringComparer.Ordinal);
        foreach (var target in Members(value, where, shape))
        {
            var meanings = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var cell in Members(target.Value, where, shape))
                meanings[cell.Name.Trim()] = Text(cell.Value, where)?.Trim() ?? "";
            all[target.Name] = meanings;
        }

        return all;
    }

    private static IEnumerable<JsonProperty> Members(JsonElement value, string where, string otherwise) =>
        value.ValueKind == JsonValueKind.Object ? value.EnumerateObject() : throw Invalid(where, otherwise);

    private static string? Text(JsonElement value, string where) => value.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.String => value.GetString(),
        _ => throw Invalid(where, $"{where} holds something that is no text."),
    };

    private static IReadOnlyList<string>? Texts(JsonElement value, string where) => value.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.Array => [.. value.EnumerateArray().Select(one => Text(one, where) ?? throw Invalid(where, $"{where} holds null."))],
        _ => throw Invalid(where, $"{where} is an array of texts."),
    };

    private static bool? Flag(JsonElement value, string where) => value.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.True or JsonValueKind.False => value.GetBoolean(),
        _ => throw Invalid(where, $"{where} is true or false."),
    };

    private static T? OneOf<T>(JsonElement value, string where)
        where T : struct, Enum
    {
        if (Text(value, where) is not { } word)
            return null;
        foreach (var one in Enum.GetValues<T>())
        {
            if (string.Equals(one.ToString(), word, StringComparison.OrdinalIgnoreCase))
                return one;
        }

        throw Invalid(where, $"{where} is {string.Join(" or ", Enum.GetNames<T>()).ToLowerInvariant()}.");
    }

    private static CrmException Invalid(string where, string message) => new(ErrorCode.RequestInvalid, message, where.Length == 0 ? null : OptionBag.Shown(where));
}
