using CrmContacts.Core.Import.Reading;

namespace CrmContacts.Core.Import.Mapping;

/// <summary>A column as the suggestion sees it: its name, and what its cells say in the first rows.</summary>
internal sealed class SampleColumn(int index, string header, IReadOnlyList<IReadOnlyList<string>> rows)
{
    public int Index { get; } = index;
    public string Header { get; } = header.Trim();
    public ColumnName Name { get; } = ColumnName.Of(header);

    /// <summary>The cells that are not blank, trimmed.</summary>
    public IReadOnlyList<string> Values { get; } = [.. rows.Where(r => index < r.Count).Select(r => SafeCell.Unprotect(r[index]).Trim()).Where(v => v.Length > 0)];

    public string Plain => Name.Plain;
    public bool IsBlank => Values.Count == 0;

    /// <summary>More than one in twenty of the filled cells is there before.</summary>
    public bool HasRepeats => Values.Count > 1 && Values.Distinct(StringComparer.OrdinalIgnoreCase).Count() * 20 < Values.Count * 19;

    /// <summary>How many of the filled cells are like this, 0 to 1; 0 when all are blank.</summary>
    public double Share(Func<string, bool> like) => IsBlank ? 0 : Values.Count(like) / (double)Values.Count;
}

/// <summary>A target that a column could be imported as.</summary>
/// <param name="Score">0 to 1; of two columns for one target the higher one gets it.</param>
internal sealed record Candidate(SampleColumn Column, MappingTarget Target, double Score, string Reason)
{
    public Candidate Lower(double by) => this with { Score = Score - by };
}
