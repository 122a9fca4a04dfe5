namespace CrmContacts.Core.Import.Mapping;

/// <summary>Splits a name that is written in one.</summary>
public static class FullName
{
    private static readonly HashSet<string> Particles = new(StringComparer.OrdinalIgnoreCase)
    {
        "van", "von", "der", "den", "de", "da", "di", "del", "della", "dos", "das", "du", "la", "le", "ten", "ter", "zu", "zum", "zur", "bin", "ibn", "al", "el", "af", "av", "y",
    };

    /// <summary>
    /// <c>Doe, Jane</c> is last and first; else the last word is the last name, with the particles before it
    /// (<c>Ludwig</c>, <c>van Beethoven</c>). One word alone is a last name, by which people are sorted.
    /// </summary>
    public static (string First, string Last) Split(string name)
    {
        var text = name.Trim();
        var comma = text.IndexOf(',');
        if (comma > 0 && comma == text.LastIndexOf(',')) return (text[(comma + 1)..].Trim(), text[..comma].Trim());
        var words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (words.Length < 2) return ("", text);
        var last = words.Length - 1;
        while (last > 1 && Particles.Contains(words[last - 1]) && char.IsLower(words[last - 1][0])) last--;
        return (string.Join(' ', words[..last]), string.Join(' ', words[last..]));
    }
}
