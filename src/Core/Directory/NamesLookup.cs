using CrmContacts.Core.Errors;
using CrmContacts.Core.Text;

namespace CrmContacts.Core.Directory;

/// <summary>Finds agents or queues by what a cell or an input says: id, then e-mail, then name without case.</summary>
public sealed class NamesLookup
{
    public static readonly NamesLookup Empty = new([]);

    private readonly HashSet<string> ids;
    private readonly Dictionary<string, string?> byEmail = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string?> byName = new(StringComparer.Ordinal);

    public NamesLookup(IEnumerable<(string Id, string? Email, string? Name)> entries)
    {
        ids = new(StringComparer.Ordinal);
        foreach (var (id, email, name) in entries)
        {
            ids.Add(id);
            Add(byEmail, email is null ? null : Emails.Normalize(email), id);
            Add(byName, name is null ? null : TextFold.ForFilter(name.Trim()), id);
        }
    }

    /// <returns>True with the id; false with <paramref name="ambiguous"/> telling several from none.</returns>
    public bool TryFind(string text, out string id, out bool ambiguous)
    {
        ambiguous = false;
        id = text;
        if (ids.Contains(text)) return true;
        var folded = TextFold.ForFilter(text);
        if (!byEmail.TryGetValue(folded, out var found) && !byName.TryGetValue(folded, out found)) return false;
        ambiguous = found is null;
        id = found ?? "";
        return !ambiguous;
    }

    /// <summary>The id, or a fault that says whether none or several have this name.</summary>
    internal string? Find(string text, string field, string noun, ICollection<FieldFault> faults)
    {
        if (TryFind(text, out var id, out var ambiguous))
            return id;
        faults.Add(ambiguous
            ? new(field, noun.ToUpperInvariant() + "_AMBIGUOUS", $"'{text}' names more than one {noun}; use the id.")
            : new(field, noun.ToUpperInvariant() + "_UNKNOWN", $"There is no {noun} '{text}'."));
        return null;
    }

    private static void Add(Dictionary<string, string?> map, string? key, string id)
    {
        if (string.IsNullOrEmpty(key)) return;
        if (!map.TryAdd(key, id) && map[key] != id) map[key] = null;
    }
}
