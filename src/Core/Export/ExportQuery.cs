using CrmContacts.Core.Filters;

namespace CrmContacts.Core.Export;

/// <summary>Which contacts somebody wants as a file, and what of them.</summary>
public sealed record ExportQuery
{
    /// <summary>Id or name of a list, static or dynamic; null is all contacts that the viewer sees.</summary>
    public string? List { get; init; }
    public Filter? Where { get; init; }

    /// <summary>What a page's search would find, and nobody else; null is no search.</summary>
    public string? Search { get; init; }

    /// <summary>Keys of mapping targets, in the order of the file; empty takes <c>_id</c> and every other target but <c>_full_name</c>.</summary>
    public IReadOnlyList<string> Columns { get; init; } = [];
}

/// <summary>An export that is ready to be streamed: every thing that could be refused about it has been looked at.</summary>
/// <param name="FileName">What to call it when it is saved.</param>
/// <param name="WriteAsync">Writes the CSV to a stream.</param>
public sealed record ContactsCsv(string FileName, Func<Stream, CancellationToken, Task> WriteAsync);
