using System.Data;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using CrmContacts.Core.Data.Postgres;
using CrmContacts.Core.Errors;
using Npgsql;
using NpgsqlTypes;

namespace CrmContacts.Core.Import.Staging;

/// <summary>
/// Staged files in PostgreSQL, in parts of one size, so that any node can go on with what another received. Each part is a transaction of its
/// own: an upload may take an hour, and none that long holds a connection or keeps the server from tidying. What breaks off in the middle has no row in
/// <c>crm_staged_files</c> and is swept.
/// </summary>
/// <param name="store">Where they are kept.</param>
/// <param name="earlier">Files that this node received before the setting was changed; null for none.</param>
internal sealed class StagedChunks(PostgresStore store, StagedDirectory? earlier) : IStagedFiles
{
    private const int PartBytes = 256 * 1024;
    private const int FilesAtOnce = 500;

    public async Task<(long Bytes, byte[] Sha256)> SaveAsync(long tenant, Guid id, Stream content, long maxBytes, CancellationToken cancellation)
    {
        try
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            var (bytes, buffer) = (0L, new byte[PartBytes]);
            for (var part = 0; await content.ReadAtLeastAsync(buffer, PartBytes, throwOnEndOfStream: false, cancellation) is > 0 and var read; part++)
            {
                bytes += read;
                if (bytes > maxBytes)
                    throw new CrmException(ErrorCode.FileTooLarge, $"The file is larger than {maxBytes} bytes. Split it into smaller ones.", "file");
                hash.AppendData(buffer.AsSpan(0, read));
                await SavePartAsync(tenant, id, part, buffer.AsMemory(0, read), cancellation);
            }

            return (bytes, hash.GetHashAndReset());
        }
        catch
        {
            await DeleteAsync(tenant, id);
            throw;
        }
    }

    /// <summary>Again where the connection was cut: a part that came in already is the same.</summary>
    private Task SavePartAsync(long tenant, Guid id, int part, ReadOnlyMemory<byte> bytes, CancellationToken cancellation) => store.ReadAgainAsync(async () =>
    {
        await using var command = Command("INSERT INTO crm_staged_chunks (tenant, staged, part, bytes) VALUES (@p0, @p1, @p2, @p3) ON CONFLICT (tenant, staged, part) DO NOTHING", tenant, id);
        command.Parameters.AddWithValue("p2", part);
        command.Parameters.Add(new NpgsqlParameter("p3", NpgsqlDbType.Bytea) { Value = bytes });
        return await command.ExecuteNonQueryAsync(cancellation);
    }, cancellation);

    public Stream Open(long tenant, Guid id) =>
        FindAsync(tenant, id, CancellationToken.None).GetAwaiter().GetResult() ?? Earlier(tenant, id);

    public async ValueTask<Stream> OpenAsync(long tenant, Guid id, CancellationToken cancellation)
    {
        if (await FindAsync(tenant, id, cancellation) is not { } file)
            return Earlier(tenant, id);
        await file.BeginAsync(cancellation);
        return file;
    }

    private async Task<StagedChunkStream?> FindAsync(long tenant, Guid id, CancellationToken cancellation) =>
        await ShapeAsync(tenant, id, cancellation).ConfigureAwait(false) is var (partBytes, length)
            ? new StagedChunkStream((part, into, stop) => ReadAsync(tenant, id, part, into, stop), partBytes, length)
            : null;

    private Stream Earlier(long tenant, Guid id) => earlier?.Open(tenant, id) ?? throw new FileNotFoundException("There is no such staged file.");

    /// <summary>How long its parts are, and all of it; null when there is none.</summary>
    private Task<(int PartBytes, long Length)?> ShapeAsync(long tenant, Guid id, CancellationToken cancellation) => store.ReadAgainAsync<(int, long)?>(async () =>
    {
        // Every part but the last is as long as the first.
        await using var command = Command(
            """
            SELECT c.part, octet_length(c.bytes) FROM crm_staged_chunks c WHERE c.tenant = @p0 AND c.staged = @p1
            AND c.part IN (0, (SELECT max(m.part) FROM crm_staged_chunks m WHERE m.tenant = @p0 AND m.staged = @p1)) ORDER BY c.part
            """, tenant, id);
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        if (!await rows.ReadAsync(cancellation))
            return null;
        var (partBytes, length) = (rows.GetInt32(1), (long)rows.GetInt32(1));
        if (await rows.ReadAsync(cancellation))
            length = ((long)rows.GetInt32(0) * partBytes) + rows.GetInt32(1);
        return (partBytes, length);
    }, cancellation);

    /// <summary>Fetches a part, the driver holding no more of it than its own small buffer.</summary>
    /// <returns>How many bytes it has.</returns>
    private Task<int> ReadAsync(long tenant, Guid id, int part, byte[] into, CancellationToken cancellation) => store.ReadAgainAsync(async () =>
    {
        await using var command = Command("SELECT c.bytes FROM crm_staged_chunks c WHERE c.tenant = @p0 AND c.staged = @p1 AND c.part = @p2", tenant, id);
        command.Parameters.AddWithValue("p2", part);
        await using var rows = await command.ExecuteReaderAsync(CommandBehavior.SequentialAccess, cancellation);
        if (!await rows.ReadAsync(cancellation))
            throw new FileNotFoundException("A staged file was taken away while it was read.");
        await using var bytes = await rows.GetStreamAsync(0, cancellation);
        return await bytes.ReadAtLeastAsync(into, into.Length, throwOnEndOfStream: false, cancellation);
    }, cancellation);

    public async Task DeleteAsync(long tenant, Guid id)
    {
        if (earlier is not null)
            await earlier.DeleteAsync(tenant, id);
        try
        {
            await using var command = Command("DELETE FROM crm_staged_chunks WHERE tenant = @p0 AND staged = @p1", tenant, id);
            await command.ExecuteNonQueryAsync(CancellationToken.None);
        }
        catch (NpgsqlException away) when (StoreFaults.Explain(away) is not null)
        {
            // The sweep takes it.
        }
    }

    public async IAsyncEnumerable<(long Tenant, Guid Id)> AllAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var file in earlier?.AllAsync(cancellation) ?? AsyncEnumerable.Empty<(long, Guid)>())
            yield return file;
        for (var last = ((long Tenant, Guid Id)?)(long.MinValue, Guid.Empty); last is { } after;)
        {
            var files = await AfterAsync(after, cancellation);
            foreach (var file in files)
                yield return file;
            last = files.Count < FilesAtOnce ? null : files[^1];
        }
    }

    private async Task<List<(long Tenant, Guid Id)>> AfterAsync((long Tenant, Guid Id) after, CancellationToken cancellation)
    {
        await using var command = Command(
            $"SELECT c.tenant, c.staged FROM crm_staged_chunks c WHERE (c.tenant, c.staged) > (@p0, @p1) AND c.part = 0 ORDER BY c.tenant, c.staged LIMIT {FilesAtOnce}", after.Tenant, after.Id);
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        var files = new List<(long, Guid)>();
        while (await rows.ReadAsync(cancellation))
            files.Add((rows.GetInt64(0), rows.GetGuid(1)));
        return files;
    }

    private NpgsqlCommand Command(string sql, long tenant, Guid id)
    {
        store.Tell(sql);
        var command = store.Source.CreateCommand(sql);
        command.Parameters.AddWithValue("p0", tenant);
        command.Parameters.AddWithValue("p1", id);
        return command;
    }
}
