using CrmContacts.Core.Directory;
using CrmContacts.Core.Text;

namespace CrmContacts.Core.Import.Mapping;

/// <summary>Whether cells look like what a target takes.</summary>
internal static class ValueChecks
{
    private static readonly HashSet<string> Honorifics = new(StringComparer.Ordinal)
    {
        "mr", "mrs", "ms", "miss", "mx", "dr", "prof", "sir", "herr", "frau", "hr", "fr", "m", "mme", "mlle", "monsieur", "madame", "sr", "sra", "srta", "don", "dona", "senor", "senora",
        "dipling", "profdr", "drmed", "mag", "ing", "sig", "sigra", "dott", "rev", "hon", "mademoiselle", "doctor", "professor", "drphil",
    };

    /// <summary>How many of the filled cells fit, 0 to 1; null when there is nothing to tell by.</summary>
    public static double? Fit(MappingTarget target, IReadOnlyList<string> values, NamesLookup? agents, NamesLookup? queues)
    {
        Func<string, bool>? fits = target.Key switch
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
            "first_name" or "last_name" or "_full_name" or "title" or "_account" or "department" => v => v.AsSpan().ContainsAnyExceptInRange('\0', '@') && !v.Contains('@') && !v.Contains("://", StringComparison.Ordinal),
            _ => null,
        };
        return fits is null || values.Count == 0 ? null : values.Count(fits) / (double)values.Count;
    }

    public static bool IsHonorific(string value) => Honorifics.Contains(Aliases.Plain(value));

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
