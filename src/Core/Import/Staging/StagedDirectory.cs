using System.Globalization;
using System.Security.Cryptography;
using CrmContacts.Core.Data;
using CrmContacts.Core.Errors;

namespace CrmContacts.Core.Import.Staging;

/// <summary>Staged files in the data directory, under names of our own, for the host's eyes only.</summary>
internal sealed class StagedDirectory(string dataDirectory) : IStagedFiles
{
    private const int BufferSize = 128 * 1024;

    public async Task<(long Bytes, byte[] Sha256)> SaveAsync(long tenant, Guid id, Stream content, long maxBytes, CancellationToken cancellation)
    {
        var path = PathOf(tenant, id);
        PrivateFiles.EnsureDirectory(Root);
        PrivateFiles.EnsureDirectory(Path.GetDirectoryName(path)!);
        try
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            var bytes = 0L;
            await using (var file = PrivateFiles.Create(path))
            {
                var buffer = new byte[BufferSize];
                int read;
                while ((read = await content.ReadAsync(buffer, cancellation)) > 0)
                {
                    bytes += read;
                    if (bytes > maxBytes)
                        throw new CrmException(ErrorCode.FileTooLarge, $"The file is larger than {maxBytes} bytes. Split it into smaller ones.", "file");
                    hash.AppendData(buffer.AsSpan(0, read));
                    await file.WriteAsync(buffer.AsMemory(0, read), cancellation);
                }

                file.Flush(flushToDisk: true);
            }

            return (bytes, hash.GetHashAndReset());
        }
        catch
        {
            Delete(tenant, id);
            throw;
        }
    }

    public Stream Open(long tenant, Guid id) =>
        new FileStream(PathOf(tenant, id), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, BufferSize, FileOptions.SequentialScan);

    public void Delete(long tenant, Guid id)
    {
        try
        {
            File.Delete(PathOf(tenant, id));
        }
        catch (DirectoryNotFoundException)
        {
            // Another machine's, or gone with its disk.
        }
    }

    public IEnumerable<(long Tenant, Guid Id)> All()
    {
        if (!System.IO.Directory.Exists(Root))
            yield break;
        foreach (var path in System.IO.Directory.EnumerateFiles(Root, "*.csv", SearchOption.AllDirectories))
        {
            if (long.TryParse(Path.GetFileName(Path.GetDirectoryName(path)), CultureInfo.InvariantCulture, out var tenant)
                && Guid.TryParseExact(Path.GetFileNameWithoutExtension(path), "N", out var id))
                yield return (tenant, id);
        }
    }

    private string Root => Path.Combine(dataDirectory, "staged");

    private string PathOf(long tenant, Guid id) =>
        Path.Combine(Root, tenant.ToString(CultureInfo.InvariantCulture), id.ToString("N") + ".csv");
}
