namespace CrmContacts.Core.Import.Staging;

/// <summary>Where uploaded files wait: a directory here, chunks in PostgreSQL past one machine.</summary>
internal interface IStagedFiles
{
    /// <summary>Streams content to a new file of ours; never holds it in memory.</summary>
    /// <returns>Its length in bytes and its SHA-256.</returns>
    /// <exception cref="Errors.CrmException"><see cref="Errors.ErrorCode.FileTooLarge"/> past <paramref name="maxBytes"/>; then nothing is left.</exception>
    Task<(long Bytes, byte[] Sha256)> SaveAsync(long tenant, Guid id, Stream content, long maxBytes, CancellationToken cancellation);

    /// <summary>Opens a file to be read from anywhere in it.</summary>
    Stream Open(long tenant, Guid id);

    /// <summary>Removes a file; none is no error.</summary>
    void Delete(long tenant, Guid id);

    /// <summary>Every file that is there, half ones too.</summary>
    IEnumerable<(long Tenant, Guid Id)> All();
}
