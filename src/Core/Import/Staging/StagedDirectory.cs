using System.Globalization;
using System.Security.Cryptography;
using CrmContacts.Core.Data;
using CrmContacts.Core.Errors;

namespace CrmContacts.Core.Import.Staging;

/// <summary>Staged files in a directory, under names of our own, for the host's eyes only. Several nodes may share it, where it lies on a disk that all of them reach.</summary>
internal sealed class StagedDirectory(string root) : IStagedFiles
{
    private const int BufferSize = 128 * 1024;

    public async Task<(long Bytes, byte[] Sha256)> SaveAsync(long tenant, Guid id, Stream content, long maxBytes, CancellationToken cancellation)
    {
        var path = PathOf(tenant, id);
        PrivateFiles.EnsureDirectory(root);
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
            await DeleteAsync(tenant, id);
            throw;
        }
    }

    public ValueTask<Stream> OpenAsync(long tenant, Guid id, CancellationToken cancellation) => new(Open(tenant, id));

    public Stream Open(long tenant, Guid id) =>
        new FileStream(PathOf(tenant, id), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, BufferSize, FileOptions.SequentialScan);

    public Task DeleteAsync(long tenant, Guid id)
    {
        try
        {
            File.Delete(PathOf(tenant, id));
        }
        catch (DirectoryNotFoundException)
        {
            // Another machine's, or gone with its disk.
        }

        return Task.CompletedTask;
    }

    public IAsyncEnumerable<(long Tenant, Guid Id)> AllAsync(CancellationToken cancellation) => Files().ToAsyncEnumerable();

    private IEnumerable<(long Tenant, Guid Id)> Files()
    {
        if (!System.IO.Directory.Exists(root))
            yield break;
        foreach (var path in System.IO.Directory.EnumerateFiles(root, "*.csv", SearchOption.AllDirectories))
        {
            if (long.TryParse(Path.GetFileName(Path.GetDirectoryName(path)), CultureInfo.InvariantCulture, out var tenant)
                && Guid.TryParseExact(Path.GetFileNameWithoutExtension(path), "N", out var id))
                yield return (tenant, id);
        }
    }

    private string PathOf(long tenant, Guid id) =>
        Path.Combine(root, tenant.ToString(CultureInfo.InvariantCulture), id.ToString("N") + ".csv");
}
