using CrmContacts.Core.Visibility;

namespace CrmContacts.Core.Import;

/// <summary>The door to runs: the viewer's own, every one of the tenant for <c>crm.manage</c>. Needs <c>crm.edit</c>.</summary>
public sealed class ImportReader
{
    /// <summary>The run, or null when there is none that the viewer may follow.</summary>
    public Task<ImportRun?> FindAsync(Viewer viewer, Guid id, CancellationToken cancellation = default) => throw new NotImplementedException();

    /// <summary>The newest runs first.</summary>
    public Task<IReadOnlyList<ImportRun>> NewestAsync(Viewer viewer, int limit, CancellationToken cancellation = default) => throw new NotImplementedException();

    /// <summary>The runs that are queued or running.</summary>
    public Task<IReadOnlyList<ImportRun>> ActiveAsync(Viewer viewer, CancellationToken cancellation = default) => throw new NotImplementedException();

    /// <summary>The failing rows of the run with this token as CSV (UTF-8, the file's own columns, then <c>_row,_code,_message</c>), or null when there is none that the viewer may read. The caller copies it into the answer.</summary>
    public Task<ImportErrorsCsv?> ErrorsAsync(Viewer viewer, string token, CancellationToken cancellation = default) => throw new NotImplementedException();
}

/// <summary>The failing rows of a run, ready to be streamed.</summary>
/// <param name="FileName">What to call it when it is saved.</param>
/// <param name="WriteAsync">Writes the CSV to a stream.</param>
public sealed record ImportErrorsCsv(string FileName, Func<Stream, CancellationToken, Task> WriteAsync);
