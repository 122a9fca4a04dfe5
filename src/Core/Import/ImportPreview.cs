namespace CrmContacts.Core.Import;

/// <summary>One column of a file, with where it would go.</summary>
/// <param name="FillRate">0 to 1: how many of the sample's cells are not blank.</param>
/// <param name="Target">A target field, or null for none.</param>
/// <param name="Confidence">0 to 1.</param>
/// <param name="Reason">Why this target: <c>alias</c>, <c>values</c>, <c>import_map</c>, …; of no target: <c>custom_field_gone</c>, or null.</param>
public sealed record PreviewColumn(int Index, string Header, IReadOnlyList<string> Samples, double FillRate, string? Target, double Confidence, string? Reason);

/// <summary>What a file looks like before it is imported. No contact was written.</summary>
/// <param name="Staged">Takes the file up in an import; bound to agent and tenant, consumed once.</param>
/// <param name="Rows">The first 20 data rows exactly as parsed.</param>
public sealed record ImportPreview(Guid Staged, string Encoding, string Delimiter, bool HasHeader, IReadOnlyList<PreviewColumn> Columns, IReadOnlyList<IReadOnlyList<string>> Rows, long TotalRows)
{
    /// <summary>The saved import map whose targets these are: the one that was named, else one for files with this header; null for neither.</summary>
    public Guid? ImportMap { get; init; }
}
