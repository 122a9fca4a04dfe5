using System.Globalization;

namespace CrmContacts.Core.Import.Mapping;

/// <summary>What columns are called, as <c>Aliases.txt</c> tells it.</summary>
internal static class Aliases
{
    private static readonly Dictionary<string, MappingTarget> Sections = MappingTarget.All.ToDictionary(t => t.Key, StringComparer.Ordinal);
    private static readonly Dictionary<string, (MappingTarget Target, int Tier)> ByName = new(StringComparer.Ordinal);
    private static readonly Dictionary<string, (MappingTarget Target, int Tier)> BySortedWords = new(StringComparer.Ordinal);
    private static readonly HashSet<string> Never = new(StringComparer.Ordinal);
    private static readonly HashSet<string> PersonWords = new(StringComparer.Ordinal);
    private static readonly HashSet<string> PlaceWords = new(StringComparer.Ordinal);
    private static readonly HashSet<string> OtherWords = new(StringComparer.Ordinal);

    static Aliases()
    {
        foreach (var target in MappingTarget.All) ByName[Plain(target.Key)] = (target, 1);
        using var stream = typeof(Aliases).Assembly.GetManifestResourceStream("Import/Mapping/Aliases.txt")!;
        using var reader = new StreamReader(stream);
        var section = "";
        while (reader.ReadLine() is { } line)
        {
            if (line.Length == 0 || line[0] == '#') continue;
            if (line[0] == '[') section = line.Trim('[', ']');
            else Read(section, line);
        }
    }

    /// <summary>The target that a name means, and how surely: 1 is surest.</summary>
    public static (MappingTarget Target, int Tier)? Find(string plain) => ByName.TryGetValue(plain, out var found) ? found : null;

    /// <summary>The same for a name with words around it that say only whose it is or where, or whose words stand in another order.</summary>
    public static (MappingTarget Target, int Tier)? FindWithin(ColumnName name)
    {
        if (Never.Contains(name.Plain) || name.Words.Any(w => w != "1" && char.IsAsciiDigit(w[0]))) return null;
        if (BySortedWords.TryGetValue(name.Sorted, out var found)) return found;
        var own = name.Words.Where(w => !PersonWords.Contains(w)).ToArray();
        if (own.Length < name.Words.Count && Known(own) is { } named) return named;
        var bare = own.Where(w => !PlaceWords.Contains(w)).ToArray();
        return bare.Length < own.Length && Known(bare) is { } reached && IsAddress(reached.Target) ? reached : null;
    }

    /// <summary>A column that looks like something and is not.</summary>
    public static bool IsRefused(string plain) => Never.Contains(plain);

    /// <summary>Some word of the name says that the column is something else than its cells look like.</summary>
    public static bool SaysOtherwise(ColumnName name) => Never.Contains(name.Plain) || name.Words.Any(w => OtherWords.Contains(w) || (w != "1" && char.IsAsciiDigit(w[0])));

    public static string Plain(string header) => ColumnName.Of(header).Plain;

    private static (MappingTarget Target, int Tier)? Known(string[] words)
    {
        var plain = string.Concat(words);
        return plain.Length == 0 || Never.Contains(plain) ? null : Find(plain) ?? (BySortedWords.TryGetValue(string.Join(' ', words.Order(StringComparer.Ordinal)), out var found) ? found : null);
    }

    private static bool IsAddress(MappingTarget target) => target == MappingTarget.Email || target == MappingTarget.Phone || target == MappingTarget.Mobile;

    private static void Read(string section, string line)
    {
        var bar = line.IndexOf('|', StringComparison.Ordinal);
        foreach (var name in line[(bar + 1)..].Split(',', StringSplitOptions.TrimEntries).Select(ColumnName.Of))
        {
            if (!Sections.TryGetValue(section, out var target)) WordsOf(section).Add(name.Plain);
            else
            {
                var found = (target, int.Parse(line.AsSpan(0, 1), CultureInfo.InvariantCulture));
                ByName.TryAdd(name.Plain, found);
                if (name.Words.Count > 1) BySortedWords.TryAdd(name.Sorted, found);
            }
        }
    }

    private static HashSet<string> WordsOf(string section) => section switch
    {
        "never" => Never,
        "person words" => PersonWords,
        "place words" => PlaceWords,
        "other words" => OtherWords,
        _ => throw new InvalidOperationException($"Aliases.txt has a section [{section}] that means nothing."),
    };
}
