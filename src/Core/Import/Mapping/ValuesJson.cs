using System.Text.Json;
using CrmContacts.Core.Errors;
using CrmContacts.Core.Text;

namespace CrmContacts.Core.Import.Mapping;

/// <summary>Reads <c>values_json</c>: what the words of a file mean where a target has fixed values, so that "Kunde" may be ACTIVE.</summary>
public static class ValuesJson
{
    private const int Most = 1_000;
    private const int MaxText = 1_000;

    internal static readonly Dictionary<string, Dictionary<string, string>> None = [];

    /// <param name="json">An object target → { cell → code }; null or "" for a cell that says nothing. Targets are <c>status</c>, <c>source</c>, <c>visibility</c>, <c>preferred_channel</c> and custom fields; one that no column goes to is passed over.</param>
    /// <param name="mapping">Where the columns go.</param>
    /// <returns>By target and folded cell; "" for what says nothing.</returns>
    /// <exception cref="CrmException"><see cref="ErrorCode.MappingInvalid"/>: not JSON, another target, a value that the target does not have, too many.</exception>
    public static Dictionary<string, Dictionary<string, string>> Parse(string json, ColumnMapping mapping) =>
        Of(Written(json), [.. mapping.Targets.Select(t => t?.Key)]);

    /// <summary>The same with every cell as it is written, for what is kept and shown.</summary>
    /// <param name="json">As for <see cref="Parse"/>.</param>
    internal static Dictionary<string, IReadOnlyDictionary<string, string>> Written(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, new() { MaxDepth = 4 });
            var all = new Dictionary<string, IReadOnlyDictionary<string, string>>(StringComparer.Ordinal);
            foreach (var target in document.RootElement.EnumerateObject())
            {
                var meanings = new Dictionary<string, string>(StringComparer.Ordinal);
                foreach (var one in target.Value.EnumerateObject())
                    meanings[one.Name.Trim()] = one.Value.ValueKind == JsonValueKind.Null ? "" : one.Value.GetString()!.Trim();
                all[target.Name] = meanings;
            }

            return Refusal(all) is { } refusal ? throw Invalid("values_json " + refusal) : all;
        }
        catch (JsonException)
        {
            throw Invalid("values_json is not valid JSON. Send an object from target to an object from cell to value.");
        }
        catch (InvalidOperationException)
        {
            throw Invalid("values_json is an object from target to an object from cell to value, all of them texts.");
        }
    }

    internal static string FoldOf(string cell) => TextFold.ForFilter(cell.Trim());

    /// <summary>Cells are found whatever their case; a target that no column goes to is passed over.</summary>
    internal static Dictionary<string, Dictionary<string, string>> Of(IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> values, IReadOnlyList<string?> mapping)
    {
        var all = new Dictionary<string, Dictionary<string, string>>(StringComparer.Ordinal);
        foreach (var (target, meanings) in values.Where(v => mapping.Contains(v.Key, StringComparer.Ordinal)))
        {
            var folded = all[target] = new(StringComparer.Ordinal);
            foreach (var (cell, value) in meanings)
                folded[FoldOf(cell)] = value;
        }

        return all;
    }

    /// <summary>What is wrong, as the end of a sentence; null when nothing is.</summary>
    internal static string? Refusal(IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> values)
    {
        foreach (var (target, meanings) in values)
        {
            if (!HasValues(target))
                return $"names \"{Shown(target)}\", which has no fixed values.";
            foreach (var (cell, value) in meanings)
            {
                if (!UnicodeText.IsStorable(cell) || !UnicodeText.IsStorable(value) || value.Length > MaxText || cell.Length > MaxText)
                    return $"holds a text that has more than {MaxText} characters, or a NUL.";
                if (!Has(target, value))
                    return $"gives \"{Shown(cell)}\" the value \"{Shown(value)}\", which {Shown(target)} does not have.";
            }
        }

        return values.Sum(v => v.Value.Count) > Most ? $"names more than {Most} cells." : null;
    }

    /// <summary>A custom field's options are looked at row by row, as they are then.</summary>
    private static bool Has(string target, string value) => target switch
    {
        "status" => Has(EnumTexts.Status, value),
        "source" => Has(EnumTexts.Source, value),
        "visibility" => Has(EnumTexts.Visibility, value),
        "preferred_channel" => Has(EnumTexts.PreferredChannel, value),
        _ => true,
    };

    private static bool HasValues(string target) =>
        target is "status" or "source" or "visibility" or "preferred_channel" || target.StartsWith(MappingTarget.CustomPrefix, StringComparison.Ordinal);

    private static bool Has<T>(EnumText<T> texts, string value)
        where T : struct, Enum => value.Length == 0 || texts.TryRead(value, out _);

    private static string Shown(string text) => text.Length > 60 ? text[..60] + "…" : text;

    private static CrmException Invalid(string message) => new(ErrorCode.MappingInvalid, message, "values_json");
}
