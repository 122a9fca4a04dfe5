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
/// keep, and a column whose values would be refused is better left out.
/// </summary>
public static class MappingSuggester
{
    private const double Enough = 0.5;

    /// <param name="headers">The file's columns.</param>
    /// <param name="sampleRows">Some of its first rows, as parsed.</param>
    /// <param name="customFields">The tenant's custom fields.</param>
    /// <param name="agents">When given, a column of owners is proposed only if its values name agents.</param>
    /// <param name="queues">The same for queues.</param>
    /// <returns>One suggestion per column; each target at most once.</returns>
    public static IReadOnlyList<MappingSuggestion> Suggest(
        IReadOnlyList<string> headers, IReadOnlyList<IReadOnlyList<string>> sampleRows, IReadOnlyList<CustomField>? customFields = null, NamesLookup? agents = null, NamesLookup? queues = null)
    {
        var columns = headers.Select((header, i) => new SampleColumn(i, header, sampleRows)).ToArray();
        var checks = new ValueChecks(agents, queues);
        var labels = new LabelledColumns(columns);
        var ours = IsOurs(columns);
        var candidates = new List<Candidate>();
        foreach (var column in columns)
        {
            if (MappingTarget.ErrorColumns.Contains(column.Header.ToLowerInvariant())) continue;
            if (Custom(column, customFields ?? []) is { } custom) candidates.Add(custom);
            else if (ours && MappingTarget.Find(column.Header, []) is { } target) candidates.Add(new(column, target, 0.99, "alias"));
            else if (ByName(column, columns, labels) is { } named)
            {
                if (checks.Keeps(named) is { } kept) candidates.Add(kept);
                else if (ByValues(column) is { } seen) candidates.Add(seen);
            }
            else if (ByValues(column) is { } seen) candidates.Add(seen);
        }
        return Assign(columns, NameColumns.Settle(candidates));
    }

    /// <summary>
    /// A file that we wrote (an export, or failing rows on their way back), or one made after our documentation: it has our own ids, or all its
    /// columns bear our own names. No column of it is dropped in silence; what does not fit is told row by row.
    /// </summary>
    private static bool IsOurs(SampleColumn[] columns) => Array.Exists(columns, c => c.Header == MappingTarget.Id.Key) || columns.All(c =>
        MappingTarget.Find(c.Header, []) is not null || MappingTarget.ErrorColumns.Contains(c.Header) || c.Header.StartsWith(MappingTarget.CustomPrefix, StringComparison.Ordinal));

    private static Candidate? Custom(SampleColumn column, IReadOnlyList<CustomField> fields)
    {
        foreach (var field in fields)
        {
            var target = new MappingTarget(MappingTarget.CustomPrefix + field.Key, field.Name);
            if (string.Equals(column.Header, target.Key, StringComparison.OrdinalIgnoreCase)) return new(column, target, 0.99, "custom_field");
            // A field that bears the name of one that every contact has does not take its place.
            if (MappingTarget.All.Any(t => Aliases.Plain(t.Key) == column.Plain || Aliases.Plain(t.Label) == column.Plain)) continue;
            if (column.Plain != Aliases.Plain(field.Name) && column.Plain != Aliases.Plain(field.Key)) continue;
            // A namesake whose cells the field would refuse is another thing.
            if (column.Values.Count == 0 || column.Share(v => CustomCells.Read(field, v, out var fault) is not null && fault is null) >= Enough) return new(column, target, 0.95, "custom_field");
        }
        return null;
    }

    private static Candidate? ByName(SampleColumn column, SampleColumn[] all, LabelledColumns labels)
    {
        if (column.Plain.Length == 0 || Aliases.IsRefused(column.Plain)) return null;
        if (TitleColumn.IsOne(column)) return TitleColumn.Judge(column, all);
        // In French a department; in English what somebody bought.
        if (column.Plain == "service" && !all.Any(c => c.Plain is "prenom" or "nom" or "societe" or "entreprise" or "fonction")) return null;
        if (labels.Find(column) is { } labelled) return labelled.Target is null ? null : new(column, labelled.Target, labelled.Score, "context");
        if (Aliases.Find(column.Plain) is { } found) return new(column, found.Target, ScoreOf(found.Tier), "alias");
        return Aliases.FindWithin(column.Name) is { } within ? new(column, within.Target, ScoreOf(within.Tier) - 0.05, "alias") : null;
    }

    private static double ScoreOf(int tier) => tier switch { 1 => 0.98, 2 => 0.92, 3 => 0.84, _ => 0.72 };

    private static Candidate? ByValues(SampleColumn column)
    {
        var unnamed = column.Plain == FormattableString.Invariant($"column{column.Index + 1}");
        if (!unnamed && (column.Values.Count < 2 || Aliases.SaysOtherwise(column.Name))) return null;
        if (column.Share(ValueChecks.LooksLikeTimeZone) >= 0.9) return new(column, MappingTarget.TimeZone, 0.7, "values");
        // What several people share is not theirs: the number of the switchboard, the address of the one who typed them in.
        if (column.HasRepeats) return null;
        if (column.Share(Emails.IsValid) >= 0.9) return new(column, MappingTarget.Email, 0.75, "values");
        if (column.Share(ValueChecks.LooksLikePhone) >= 0.9) return new(column, MappingTarget.Phone, 0.6, "values");
        return null;
    }

    private static MappingSuggestion[] Assign(SampleColumn[] columns, IEnumerable<Candidate> candidates)
    {
        var result = new MappingSuggestion[columns.Length];
        Array.Fill(result, MappingSuggestion.None);
        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach (var candidate in candidates.OrderByDescending(c => c.Score).ThenBy(c => c.Column.Index))
            if (candidate.Score >= Enough && taken.Add(candidate.Target.Key))
                result[candidate.Column.Index] = new(candidate.Target, Math.Round(candidate.Score, 2), candidate.Reason);
        return result;
    }
}
