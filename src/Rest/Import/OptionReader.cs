using CrmContacts.Core.Errors;
using CrmContacts.Core.Import;

namespace CrmContacts.Rest.Import;

/// <summary>Which options a route takes, and how they become Core's.</summary>
/// <param name="Known">Names that are taken; every other one is refused.</param>
/// <param name="Read">Strict: throws <see cref="CrmException"/> naming the option.</param>
internal sealed record OptionReader(IReadOnlySet<string> Known, Func<OptionBag, ImportOptions> Read)
{
    public const string Staged = "staged";

    public static readonly OptionReader Preview = new(new HashSet<string>(StringComparer.Ordinal) { Staged, "delimiter", "encoding", "has_header", "import_map" }, ReadPreview);

    public static readonly OptionReader Import = new(
        new HashSet<string>(Preview.Known, StringComparer.Ordinal)
        {
            "mapping_json", "values_json", "match_keys", "on_duplicate", "dry_run", "list_mode", "list", "save_map_as", "default_country", "blank_cells",
        },
        ReadImport);

    private static readonly string[] MatchKeys = ["email", "phone", "mobile", "external_crm_id"];

    private static readonly Dictionary<string, string> Delimiters = new(StringComparer.Ordinal) { ["comma"] = ",", ["semicolon"] = ";", ["tab"] = "\t", ["pipe"] = "|", ["auto"] = "auto" };

    /// <summary>The staged file to take instead of one that is sent, or null.</summary>
    public static Guid? StagedToken(OptionBag bag) => bag.One(Staged) switch
    {
        null => null,
        var text => Guid.TryParse(text, out var token) ? token : throw OptionBag.Invalid(Staged, "staged is the token that a preview gave, a UUID."),
    };

    private static ImportOptions ReadPreview(OptionBag bag)
    {
        var defaults = new ImportOptions();
        return defaults with
        {
            Delimiter = Delimiter(bag.One("delimiter")) ?? defaults.Delimiter,
            Encoding = bag.One("encoding")?.Trim() ?? defaults.Encoding,
            HasHeader = Flag(bag, "has_header") ?? defaults.HasHeader,
            ImportMap = bag.One("import_map"),
            Given = bag.Names,
        };
    }

    private static ImportOptions ReadImport(OptionBag bag)
    {
        var shape = ReadPreview(bag);
        return shape with
        {
            MappingJson = bag.One("mapping_json"),
            ValuesJson = bag.One("values_json"),
            MatchKeys = Keys(bag.All("match_keys")) ?? shape.MatchKeys,
            OnDuplicate = OneOf(bag, "on_duplicate", ("update", OnDuplicate.Update), ("skip", OnDuplicate.Skip)) ?? shape.OnDuplicate,
            DryRun = Flag(bag, "dry_run") ?? shape.DryRun,
            ListMode = OneOf(bag, "list_mode", ("none", ImportListMode.None), ("existing", ImportListMode.Existing), ("new", ImportListMode.New), ("per_row", ImportListMode.PerRow)) ?? shape.ListMode,
            List = bag.One("list"),
            SaveMapAs = bag.One("save_map_as"),
            DefaultCountry = bag.One("default_country") is { } country ? Country(country) : null,
            BlankCells = OneOf(bag, "blank_cells", ("keep", BlankCells.Keep), ("clear", BlankCells.Clear)) ?? shape.BlankCells,
        };
    }

    private static string? Delimiter(string? given) => given switch
    {
        null => null,
        _ when Delimiters.TryGetValue(given, out var character) => character,
        { Length: 1 } when !char.IsAsciiLetterOrDigit(given[0]) && given[0] is not ('"' or '\r' or '\n') => given,
        _ => throw OptionBag.Invalid("delimiter", "delimiter is auto, comma, semicolon, tab, pipe, or the character itself."),
    };

    private static IReadOnlyList<string>? Keys(IReadOnlyList<string> given)
    {
        var keys = given.SelectMany(one => one.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)).Distinct(StringComparer.Ordinal).ToArray();
        if (keys.FirstOrDefault(key => !MatchKeys.Contains(key, StringComparer.Ordinal)) is { } unknown)
            throw OptionBag.Invalid("match_keys", $"match_keys are of {string.Join(", ", MatchKeys)}; '{OptionBag.Shown(unknown)}' is none of them.");
        return keys.Length == 0 ? null : keys;
    }

    private static string Country(string given) => given.Length == 2 && given.All(char.IsAsciiLetter)
        ? given.ToUpperInvariant()
        : throw OptionBag.Invalid("default_country", "default_country is an ISO 3166 code of two letters, such as DE.");

    private static bool? Flag(OptionBag bag, string name) => OneOf(bag, name, ("true", true), ("false", false));

    private static T? OneOf<T>(OptionBag bag, string name, params ReadOnlySpan<(string Word, T Value)> words)
        where T : struct
    {
        if (bag.One(name) is not { } given)
            return null;
        foreach (var (word, value) in words)
        {
            if (string.Equals(word, given, StringComparison.OrdinalIgnoreCase))
                return value;
        }

        var known = new List<string>();
        foreach (var (word, _) in words)
            known.Add(word);
        throw OptionBag.Invalid(name, $"{name} is {string.Join(" or ", known)}, not '{OptionBag.Shown(given)}'.");
    }
}
