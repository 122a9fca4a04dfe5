using CrmContacts.Core.Import;

namespace CrmContacts.Rest.Import;

internal sealed record PreviewColumnJson(int Index, string Header, IReadOnlyList<string> Samples, double FillRate, string? Target, double Confidence, string? Reason);

/// <summary>A file before it is imported, on the wire.</summary>
internal sealed record PreviewJson(
    Guid Staged, string Encoding, string Delimiter, bool HasHeader,
    IReadOnlyList<PreviewColumnJson> Columns, IReadOnlyList<IReadOnlyList<string>> Rows, long TotalRows, Guid? ImportMap)
{
    public static PreviewJson Of(ImportPreview preview) => new(
        preview.Staged, preview.Encoding, preview.Delimiter, preview.HasHeader,
        [.. preview.Columns.Select(c => new PreviewColumnJson(c.Index, c.Header, c.Samples, Math.Round(c.FillRate, 4), c.Target, Math.Round(c.Confidence, 4), c.Reason))],
        preview.Rows, preview.TotalRows, preview.ImportMap);
}
