using CrmContacts.Core.Visibility;

namespace CrmContacts.Core.Import;

/// <summary>The door through which files come in. Needs <c>crm.edit</c>.</summary>
public sealed class ImportWriter
{
    /// <summary>Streams a file to the staging area; never holds it in memory.</summary>
    /// <returns>The staging token.</returns>
    /// <exception cref="Errors.CrmException">Empty, too large, the area is full.</exception>
    public Task<Guid> StageAsync(Viewer viewer, string? fileName, Stream content, CancellationToken cancellation = default) => throw new NotImplementedException();

    /// <summary>Reads a staged file's head. Uses <c>Delimiter</c>, <c>Encoding</c>, <c>HasHeader</c> of the options.</summary>
    /// <exception cref="Errors.CrmException">The file is none that can be imported; it says why and where.</exception>
    public Task<ImportPreview> PreviewAsync(Viewer viewer, Guid staged, ImportOptions options, CancellationToken cancellation = default) => throw new NotImplementedException();

    /// <summary>Consumes the staged file and queues a run. With an <paramref name="idempotencyKey"/> the same file and options give the same run, others are refused.</summary>
    /// <exception cref="Errors.CrmException">An option, the mapping or the file is not valid; nothing was written.</exception>
    public Task<ImportRun> StartAsync(Viewer viewer, Guid staged, ImportOptions options, string? idempotencyKey = null, CancellationToken cancellation = default) => throw new NotImplementedException();

    /// <summary>The run as soon as it is over, or as it is after <paramref name="wait"/>.</summary>
    public Task<ImportRun> WaitAsync(Viewer viewer, Guid id, TimeSpan wait, CancellationToken cancellation = default) => throw new NotImplementedException();

    /// <summary>Stops a run at its batch's end. Null when there is none that the viewer may touch.</summary>
    /// <exception cref="Errors.CrmException">It is over already.</exception>
    public Task<ImportRun?> CancelAsync(Viewer viewer, Guid id, CancellationToken cancellation = default) => throw new NotImplementedException();
}
