using CrmContacts.Core.CustomFields;
using CrmContacts.Core.Directory;
using CrmContacts.Core.Text;

namespace CrmContacts.Core.Import.Mapping;

/// <summary>Where a column would go.</summary>
/// <param name="Target">Null when nothing is sure enough.</param>
/// <param name="Confidence">0 to 1; 0 without a target.</param>
/// <param name="Reason"><c>alias</c>: its name says so; <c>context</c>: its name together with the other columns or its values; <c>values</c>: its cells look like it; <c>custom_field</c>; null without a target.</param>
public sealed record MappingSuggestion(MappingTarget? Target, double Confidence, string? Reason)
{
    public static readonly MappingSuggestion None = new(null, 0, null);
}

/// <summary>
/// Proposes a mapping from header and cells. A wrong proposal costs more than none: what a name promises, the cells have to
/// keep, and a column whose values would all be refused is better left out.
/// </summary>
public static class MappingSuggester
{
    private const double Enough = 0.5;
    private static readonly string[] Prefixes = ["person", "contact", "contacts", "kontakt", "lead", "people"];
    private static readonly HashSet<string> SecondThoughts = new(StringComparer.Ordinal)
    {
        "fax", "businessfax", "homefax", "assistant", "asst", "spouse", "manager", "emergency", "type", "domain", "hash", "opt", "optin", "count", "date", "secondary", "alternate", "alternative", "url",
        "company", "billing", "assistent", "vorgesetzter", "telefax", "supervisor", "parent", "created", "modified", "updated", "by", "ip", "zip", "id", "nummer", "number", "iban", "vat", "2", "3", "4", "owner", "agent",
    };

    private sealed record Candidate(int Column, MappingTarget Target, double Score, string Reason);

    /// <param name="headers">The file's columns.</param>
    /// <param name="sampleRows">Some of its first rows, as parsed.</param>
    /// <param name="customFields">The tenant's custom fields.</param>
    /// <param name="agents">When given, a column of owners is proposed only if its values name agents.</param>
    /// <param name="queues">The same for queues.</param>
    /// <returns>One suggestion per column; each target at most once.</returns>
    public static IReadOnlyList<MappingSuggestion> Suggest(
        IReadOnlyList<string> headers, IReadOnlyList<IReadOnlyList<string>> sampleRows, IReadOnlyList<CustomField>? customFields = null, NamesLookup? agents = null, NamesLookup? queues = null)
    {
        var columns = headers.Select((header, i) => new Column(i, header, Values(sampleRows, i))).ToArray();
        var candidates = new List<Candidate>();
        foreach (var column in columns)
        {
            if (MappingTarget.ErrorColumns.Contains(column.Header.Trim().ToLowerInvariant())) continue;
            if (Custom(column, customFields ?? []) is { } custom) candidates.Add(custom);
            else if (ByName(column, columns) is { } named && Keeps(named, column, agents, queues) is { } kept) candidates.Add(kept);
            else if (ByValues(column) is { } seen) candidates.Add(seen);
        }
        return Assign(columns, Names(columns, candidates));
    }

    private static Candidate? Custom(Column column, IReadOnlyList<CustomField> fields)
    {
        foreach (var field in fields)
        {
            var key = MappingTarget.CustomPrefix + field.Key;
            if (string.Equals(column.Header.Trim(), key, StringComparison.OrdinalIgnoreCase)) return new(column.Index, new(key, field.Name), 0.99, "custom_field");
            if (Aliases.Find(column.Plain) is { Rank: 0 }) continue;
            if (column.Plain == Aliases.Plain(field.Name) || column.Plain == Aliases.Plain(field.Key)) return new(column.Index, new(key, field.Name), 0.95, "custom_field");
        }
        return null;
    }

    private static Candidate? ByName(Column column, Column[] all)
    {
        if (column.Plain.Length == 0 || Aliases.IsRefused(column.Plain)) return null;
        if (column.Plain is "title" or "titel" or "titre" or "titulo" or "contacttitle" or "persontitle") return JobOrAddress(column, all);
        if (column.Plain == "service" && !all.Any(c => c.Plain is "prenom" or "societe" or "entreprise")) return null;
        if (NumberedPhone(column, all) is { } phone) return phone;
        if (Aliases.Find(column.Plain) is { } found) return new(column.Index, found.Target, ScoreOf(found.Rank), "alias");
        var words = TextFold.Words(column.Header).ToArray();
        if (words.Length < 2 || !Prefixes.Contains(words[0])) return null;
        var rest = string.Concat(words[1..]);
        return Aliases.IsRefused(rest) || Aliases.Find(rest) is not { } behind ? null : new(column.Index, behind.Target, ScoreOf(behind.Rank) - 0.05, "alias");
    }

    private static double ScoreOf(int rank) => 0.98 - (Math.Min(rank, 60) * 0.004);

    /// <summary>"Title" is a job in one export and "Ms" in the next: the other columns and the cells tell.</summary>
    private static Candidate? JobOrAddress(Column column, Column[] all)
    {
        if (column.Values.Any(ValueChecks.IsHonorific)) return null;
        if (all.Any(c => c.Index != column.Index && c.Plain != column.Plain && Aliases.Find(c.Plain) is { } other && other.Target == MappingTarget.Title)) return null;
        var outlook = all.Any(c => c.Plain is "middlename" or "suffix" or "suffixe" or "sufijo" or "weiterevornamen");
        return column.Values.Count == 0 && outlook ? null : new(column.Index, MappingTarget.Title, column.Values.Count == 0 ? 0.7 : 0.88, "context");
    }

    /// <summary>Google's <c>Phone 1 - Value</c>, beside which <c>Phone 1 - Type</c> (later <c>Label</c>) says which it is.</summary>
    private static Candidate? NumberedPhone(Column column, Column[] all)
    {
        var name = column.Plain;
        if (name.Length != 11 || !name.StartsWith("phone", StringComparison.Ordinal) || !name.EndsWith("value", StringComparison.Ordinal) || !char.IsAsciiDigit(name[5])) return null;
        var kind = all.FirstOrDefault(c => c.Plain == $"phone{name[5]}type" || c.Plain == $"phone{name[5]}label");
        var mobile = kind is not null && kind.Values.Count > 0 && kind.Values.Count(v => TextFold.ForSearch(v) is var k && (k.Contains("mobil", StringComparison.Ordinal) || k.Contains("cell", StringComparison.Ordinal) || k.Contains("handy", StringComparison.Ordinal))) * 2 > kind.Values.Count;
        if (!mobile && kind is not null && kind.Values.Any(v => v.Contains("fax", StringComparison.OrdinalIgnoreCase))) return null;
        var first = name[5] == '1';
        return new(column.Index, mobile ? MappingTarget.Mobile : MappingTarget.Phone, first ? 0.93 : 0.85, kind is null ? "alias" : "context");
    }

    /// <summary>Lowers the score by what the cells say; null when they speak against the name.</summary>
    private static Candidate? Keeps(Candidate named, Column column, NamesLookup? agents, NamesLookup? queues)
    {
        if (column.Values.Count == 0) return named with { Score = named.Score * 0.75 };
        if (ValueChecks.Fit(named.Target, column.Values, agents, queues) is not { } fit) return named;
        var needed = named.Target.Key is "status" or "source" or "visibility" or "preferred_channel" or "language" or "timezone" or "_id" ? 0.6 : Enough;
        // Our own name for it, as in the file of failing rows: what does not fit is told row by row, and no column is dropped in silence.
        if (string.Equals(column.Header.Trim(), named.Target.Key, StringComparison.Ordinal)) needed = 0;
        return fit < needed ? null : named with { Score = named.Score - ((1 - fit) * 0.2) };
    }

    private static Candidate? ByValues(Column column)
    {
        if (column.Values.Count < 2 || Aliases.IsRefused(column.Plain) || TextFold.Words(column.Header).Any(SecondThoughts.Contains)) return Numbered(column);
        return Seen(column);
    }

    /// <summary>A column without a name is what its cells are.</summary>
    private static Candidate? Numbered(Column column) => column.Plain == FormattableString.Invariant($"column{column.Index + 1}") && column.Values.Count > 0 ? Seen(column) : null;

    private static Candidate? Seen(Column column)
    {
        if (Share(column, v => Emails.IsValid(v)) >= 0.9) return new(column.Index, MappingTarget.Email, 0.75, "values");
        if (Share(column, ValueChecks.LooksLikePhone) >= 0.9) return new(column.Index, MappingTarget.Phone, 0.6, "values");
        return Share(column, ValueChecks.LooksLikeTimeZone) >= 0.9 ? new(column.Index, MappingTarget.TimeZone, 0.7, "values") : null;
    }

    private static double Share(Column column, Func<string, bool> like) => column.Values.Count(like) / (double)column.Values.Count;

    /// <summary>What "Name" means depends on what stands beside it.</summary>
    private static List<Candidate> Names(Column[] columns, List<Candidate> candidates)
    {
        Candidate? Best(MappingTarget target) => candidates.Where(c => c.Target == target).MaxBy(c => c.Score);
        var first = Best(MappingTarget.FirstName);
        var last = Best(MappingTarget.LastName);
        var full = Best(MappingTarget.FullName);
        if (first is not null && last is not null) candidates.RemoveAll(c => c.Target == MappingTarget.FullName);
        else if (first is not null && full is not null && columns[full.Column].Plain == "name")
        {
            // German files say "Name, Vorname".
            candidates.Remove(full);
            candidates.Add(full with { Target = Words(columns[full.Column]) ? MappingTarget.FullName : MappingTarget.LastName, Score = 0.85, Reason = "context" });
        }
        else if (full is null && (first ?? last) is { } only && columns[only.Column].Plain is "nom" or "nombre" or "nome" && Words(columns[(first ?? last)!.Column]))
        {
            candidates.Remove((first ?? last)!);
            candidates.Add((first ?? last)! with { Target = MappingTarget.FullName, Score = 0.8, Reason = "context" });
        }
        return candidates;

        static bool Words(Column column) => column.Values.Count > 0 && column.Values.Count(v => v.Trim().Contains(' ')) * 3 > column.Values.Count * 2;
    }

    private static MappingSuggestion[] Assign(Column[] columns, List<Candidate> candidates)
    {
        var result = new MappingSuggestion[columns.Length];
        Array.Fill(result, MappingSuggestion.None);
        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach (var candidate in candidates.OrderByDescending(c => c.Score).ThenBy(c => c.Column))
            if (candidate.Score >= Enough && taken.Add(candidate.Target.Key))
                result[candidate.Column] = new(candidate.Target, Math.Round(candidate.Score, 2), candidate.Reason);
        return result;
    }

    private static List<string> Values(IReadOnlyList<IReadOnlyList<string>> rows, int column) =>
        [.. rows.Where(r => column < r.Count).Select(r => Reading.SafeCell.Unprotect(r[column]).Trim()).Where(v => v.Length > 0)];

    private sealed class Column(int index, string header, List<string> values)
    {
        public int Index { get; } = index;
        public string Header { get; } = header;
        public string Plain { get; } = Aliases.Plain(header);
        public List<string> Values { get; } = values;
    }
}
