namespace CrmContacts.Core.Import.Staging;

/// <summary>Where uploaded files wait: a directory here, chunks in PostgreSQL past one machine.</summary>
internal interface IStagedFiles
{
    /// <summary>Streams content to a new file of ours; never holds it in memory.</summary>
    /// <returns>Its length in bytes and its SHA-256.</returns>
    /// <exception cref="Errors.CrmException"><see cref="Errors.ErrorCode.FileTooLarge"/> past <paramref name="maxBytes"/>; then nothing is left.</exception>
    Task<(long Bytes, byte[] Sha256)> SaveAsync(long tenant, Guid id, Stream content, long maxBytes, CancellationToken cancellation);

    /// <summary>Opens a file to be read from anywhere in it; its head is there already, and who reads it waits for nothing.</summary>
    /// <exception cref="IOException">There is none.</exception>
    ValueTask<Stream> OpenAsync(long tenant, Guid id, CancellationToken cancellation);

    /// <summary>Opens a file for who cannot await it; reading it may wait for the store.</summary>
    /// <exception cref="IOException">There is none.</exception>
    Stream Open(long tenant, Guid id);

    /// <summary>Removes a file; none is no error. One that cannot be removed just now is waste, which <see cref="StagedPurge"/> sweeps.</summary>
    Task DeleteAsync(long tenant, Guid id);

    /// <summary>Every file that is there, half ones too.</summary>
    IAsyncEnumerable<(long Tenant, Guid Id)> AllAsync(CancellationToken cancellation);
}
