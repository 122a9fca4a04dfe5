using System.Globalization;
using System.Security.Cryptography;
using CrmContacts.Core.Data.Sql;
using CrmContacts.Core.Errors;
using CrmContacts.Core.Import.Staging;

namespace CrmContacts.Core.Data.Moving;

/// <summary>The uploaded files of runs and previews, from the source's directory into the target's staging.</summary>
internal sealed class MovedFiles(Session source, IStagedFiles from, IStagedFiles to)
{
    /// <summary>Copies what is not there yet; one that was broken off is copied anew.</summary>
    /// <returns>How many there are now, and how many the source knows of but has no more.</returns>
    public async Task<(int Copied, int Gone)> CopyAsync(CancellationToken cancellation)
    {
        var (copied, gone) = (0, 0);
        foreach (var (tenant, id, bytes, sha256) in await KnownAsync(cancellation))
        {
            if (Length(from, tenant, id) is not { } length)
            {
                gone++;
                continue;
            }

            if (Length(to, tenant, id) != bytes)
            {
                await to.DeleteAsync(tenant, id);
                await using var content = from.Open(tenant, id);
                var (_, saved) = await to.SaveAsync(tenant, id, content, long.MaxValue, cancellation);
                if (length != bytes || !saved.AsSpan().SequenceEqual(sha256))
                    throw new CrmException(ErrorCode.Unavailable, $"The uploaded file {id} is not the one that the source received: its length or its SHA-256 differs.");
            }

            copied++;
        }

        return (copied, gone);
    }

    /// <summary>Reads every file of the target to its end.</summary>
    /// <returns>A word of the first that is not what the source received; null where all are.</returns>
    public async Task<string?> DifferenceAsync(CancellationToken cancellation)
    {
        foreach (var (tenant, id, bytes, sha256) in await KnownAsync(cancellation))
        {
            if (Length(from, tenant, id) is null)
                continue;
            if (Length(to, tenant, id) != bytes)
                return string.Create(CultureInfo.InvariantCulture, $"the uploaded file {id} is not there, or is shorter");
            await using var file = to.Open(tenant, id);
            if (!(await SHA256.HashDataAsync(file, cancellation)).AsSpan().SequenceEqual(sha256))
                return string.Create(CultureInfo.InvariantCulture, $"the uploaded file {id} has another content");
        }

        return null;
    }

    private Task<List<(long Tenant, Guid Id, long Bytes, byte[] Sha256)>> KnownAsync(CancellationToken cancellation) =>
        source.ListAsync(new SqlText().Add("SELECT s.tenant, s.id, s.bytes, s.sha256 FROM crm_staged_files s ORDER BY s.tenant, s.id"),
            row => (row.GetInt64(0), source.Dialect.ReadId(row, 1), row.GetInt64(2), row.GetFieldValue<byte[]>(3)), cancellation);

    private static long? Length(IStagedFiles files, long tenant, Guid id)
    {
        try
        {
            using var file = files.Open(tenant, id);
            return file.Length;
        }
        catch (IOException error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }
}
