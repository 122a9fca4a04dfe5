using CrmContacts.Core.Directory;
using CrmContacts.Core.Text;

namespace CrmContacts.Core.Import.Mapping;

/// <summary>Whether cells keep what the name of their column promises.</summary>
/// <param name="agents">When given, owners have to be among them.</param>
/// <param name="queues">The same for queues.</param>
internal sealed class ValueChecks(NamesLookup? agents, NamesLookup? queues)
{
    private static readonly HashSet<string> Honorifics = new(StringComparer.Ordinal)
    {
        "mr", "mrs", "ms", "miss", "mx", "dr", "prof", "sir", "dame", "lady", "lord", "rev", "hon", "doctor", "professor", "fr", "herr", "frau", "hr", "fraulein", "dipl", "ing", "mag", "med", "phil", "rer", "nat", "pd", "drmed",
        "profdr", "dipling", "m", "mme", "mlle", "mm", "monsieur", "madame", "mademoiselle", "me", "maitre", "sr", "sra", "srta", "don", "dona", "d", "senor", "senora", "senorita", "sig", "sigra", "ra", "signor", "signora", "dott", "dottssa", "ssa",
        "dottore", "avv", "dhr", "mevr", "mw", "mevrouw", "drs", "ir", "pan", "pani", "hra", "rva",
    };

    /// <summary>The candidate with its score lowered by what the cells say; null when they speak against the name.</summary>
    public Candidate? Keeps(Candidate named)
    {
        if (named.Column.IsBlank) return named with { Score = named.Score * 0.75 };
        if (Check(named.Target) is { } fits)
        {
            var fit = named.Column.Share(fits);
            return fit < Needed(named.Target) ? null : named.Lower((1 - fit) * 0.2);
        }
        // An id that several people share is not theirs: matching by it would make one person of them.
        return named.Target == MappingTarget.ExternalCrmId && named.Column.HasRepeats ? null : named;
    }

    public static bool IsHonorific(string value)
    {
        var words = TextFold.Words(value).ToArray();
        return words.Length > 0 && words.All(Honorifics.Contains);
    }

    /// <summary>A telephone number as nothing else is written: with a plus, a leading zero or the punctuation of numbers.</summary>
    public static bool LooksLikePhone(string value)
    {
        var text = FirstOf(value);
        int digits = 0, marks = 0;
        foreach (var c in text)
        {
            if (char.IsAsciiDigit(c)) digits++;
            else if (c is ' ' or '-' or '(' or ')' or '/') marks++;
            else if (c is not ('+' or '.')) return false;
        }
        var date = text.Length is 8 or 9 or 10 && digits is >= 6 and <= 8 && text.Split('-', '/', '.').Length == 3;
        return digits is >= 7 and <= 15 && !date && (text[0] is '+' or '(' || (text[0] == '0' && digits >= 9) || (marks >= 2 && digits >= 9));
    }

    public static bool LooksLikeTimeZone(string value) => value.Contains('/') && TimeZones.IsValid(value);

    /// <summary>Whether a cell would go in as this; null when anything would.</summary>
    private Func<string, bool>? Check(MappingTarget target) => target.Key switch
    {
        "email" => v => Emails.IsValid(FirstOf(v)),
        "phone" or "mobile" => HasPhone,
        "status" => v => EnumTexts.Status.TryRead(v, out _),
        "source" => v => EnumTexts.Source.TryRead(v, out _),
        "visibility" => v => EnumTexts.Visibility.TryRead(v, out _),
        "preferred_channel" => v => EnumTexts.PreferredChannel.TryRead(v, out _),
        "language" => Languages.IsValid,
        "timezone" => TimeZones.IsValid,
        "assigned_to" when agents is not null => v => agents.TryFind(v, out _, out _),
        "assigned_queue" when queues is not null => v => queues.TryFind(v, out _, out _),
        "_id" => v => Guid.TryParse(v, out _),
        "first_name" or "last_name" or "_full_name" or "title" or "_account" or "department" => IsWording,
        "_tag" or "_list" => HasLetter,
        _ => null,
    };

    /// <summary>What would be refused row by row has to fit nearly always; a name may be odd now and then.</summary>
    private static double Needed(MappingTarget target) =>
        target.Key is "status" or "source" or "visibility" or "preferred_channel" or "language" or "timezone" or "assigned_to" or "assigned_queue" or "_id" ? 0.8 : 0.5;

    private static bool IsWording(string value) => HasLetter(value) && !value.Contains('@') && !value.Contains("://", StringComparison.Ordinal);

    private static bool HasLetter(string value)
    {
        foreach (var rune in value.EnumerateRunes())
            if (System.Text.Rune.IsLetter(rune)) return true;
        return false;
    }

    private static bool HasPhone(string value)
    {
        var digits = 0;
        foreach (var c in value)
        {
            if (char.IsAsciiDigit(c)) digits++;
            if (c == '@') return false;
        }
        return digits >= 3;
    }

    private static string FirstOf(string value)
    {
        var more = value.IndexOf(" ::: ", StringComparison.Ordinal);
        return more < 0 ? value : value[..more];
    }
}
