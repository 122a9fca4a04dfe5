using System.Text.Json;
using CrmContacts.Core.CustomFields;
using CrmContacts.Core.Errors;

namespace CrmContacts.Core.Import.Mapping;

/// <summary>Reads <c>mapping_json</c>.</summary>
public static class MappingJson
{
    /// <param name="json">An array of target keys in column order, or an object header → target key; null, <c>""</c> and what is left out are not imported.</param>
    /// <param name="headers">The file's columns.</param>
    /// <param name="customFields">The tenant's custom fields.</param>
    /// <exception cref="CrmException"><see cref="ErrorCode.MappingInvalid"/>: not JSON, a target that is unknown or used twice, a header that the file does not have, more entries than columns.</exception>
    public static ColumnMapping Parse(string json, IReadOnlyList<string> headers, IReadOnlyList<CustomField>? customFields = null)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(json, new() { MaxDepth = 4 });
        }
        catch (JsonException)
        {
            throw Invalid("The mapping is not valid JSON. Send an array of targets in column order, or an object from header to target.");
        }
        using (document)
        {
            try
            {
                return Read(document.RootElement, headers, customFields ?? []);
            }
            catch (InvalidOperationException)
            {
                throw Invalid("A text of the mapping holds half of a character.");
            }
        }
    }

    private static ColumnMapping Read(JsonElement root, IReadOnlyList<string> headers, IReadOnlyList<CustomField> customFields)
    {
        var targets = new MappingTarget?[headers.Count];
        if (root.ValueKind == JsonValueKind.Array) ReadArray(root, headers, customFields, targets);
        else if (root.ValueKind == JsonValueKind.Object) ReadObject(root, headers, customFields, targets);
        else throw Invalid("The mapping must be an array of targets in column order, or an object from header to target.");
        return new(targets);
    }

    private static void ReadArray(JsonElement array, IReadOnlyList<string> headers, IReadOnlyList<CustomField> fields, MappingTarget?[] targets)
    {
        var index = 0;
        foreach (var entry in array.EnumerateArray())
        {
            if (index >= headers.Count)
                throw Invalid($"The mapping has {array.GetArrayLength()} entries, the file has {headers.Count} columns.");
            Set(targets, index, entry, $"entry {index + 1} (column \"{headers[index]}\")", fields);
            index++;
        }
    }

    private static void ReadObject(JsonElement map, IReadOnlyList<string> headers, IReadOnlyList<CustomField> fields, MappingTarget?[] targets)
    {
        var seen = new HashSet<int>();
        foreach (var entry in map.EnumerateObject())
        {
            var index = Find(headers, entry.Name.Trim(), seen);
            if (index < 0) throw Invalid($"The mapping names the column \"{entry.Name}\", which the file does not have.");
            seen.Add(index);
            Set(targets, index, entry.Value, $"column \"{entry.Name}\"", fields);
        }
    }

    /// <summary>By exact name, else without case; a name that is repeated means its next column.</summary>
    private static int Find(IReadOnlyList<string> headers, string name, HashSet<int> seen)
    {
        foreach (var comparison in new[] { StringComparison.Ordinal, StringComparison.OrdinalIgnoreCase })
            for (var i = 0; i < headers.Count; i++)
                if (!seen.Contains(i) && string.Equals(headers[i], name, comparison)) return i;
        return -1;
    }

    private static void Set(MappingTarget?[] targets, int index, JsonElement value, string where, IReadOnlyList<CustomField> fields)
    {
        if (value.ValueKind == JsonValueKind.Null) return;
        if (value.ValueKind != JsonValueKind.String) throw Invalid($"The mapping of {where} must be the key of a target, or null.");
        var key = value.GetString()!.Trim();
        if (key.Length == 0) return;
        var target = MappingTarget.Find(key, fields)
            ?? throw Invalid($"The mapping of {where} names the target \"{key}\", which does not exist. There are {string.Join(", ", MappingTarget.All.Select(t => t.Key))} and custom:KEY for each custom field.");
        foreach (var other in targets)
            if (other?.Key == target.Key) throw Invalid($"The mapping of {where} uses the target \"{key}\" a second time.");
        targets[index] = target;
    }

    private static CrmException Invalid(string message) => new(ErrorCode.MappingInvalid, message);
}
