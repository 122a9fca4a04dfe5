using System.Threading.Channels;
using CrmContacts.Core.Data;
using CrmContacts.Core.Directory;
using CrmContacts.Core.Errors;
using CrmContacts.Core.Events;
using CrmContacts.Core.Import.Reading;
using CrmContacts.Core.Import.Staging;
using CrmContacts.Core.Visibility;

namespace CrmContacts.Core.Import.Runs;

/// <summary>
/// One run, from where its checkpoint stands to its end. One task reads and checks rows, this one plans and writes them:
/// what the store is asked for while it is held is as little as can be.
/// </summary>
internal sealed class ImportJob(ImportStore imports, IStagedFiles files, IAgentDirectory directory, CrmEvents events, Scratch scratch, ImportAudit audit, Turnstile turns, ReadAhead ahead, Tenant tenant, RunRow claimed)
{
    private RunRow _row = claimed;
    private const int ChunksAhead = 32;

    /// <summary>Long rows make short chunks: what is read ahead is bounded by what it weighs.</summary>
    private const long ChunkBytes = 64 * 1024;

    private const int MaxChunks = 40;

    private readonly Viewer _viewer = new(tenant, claimed.Run.AgentId, claimed.AgentName, claimed.Queues, claimed.Permission);
    private readonly RunPulse _pulse = new(imports, events, tenant, claimed);
    private int ChunkRows => imports.ChunkRows;
    private Store Store => imports.Store;

    public async Task RunAsync(CancellationToken cancellation)
    {
        using var span = ImportMeter.Run(tenant, _row);
        try
        {
            await CarryOutAsync(cancellation);
        }
        catch (Exception fault) when (!cancellation.IsCancellationRequested && StoreFaults.Explain(fault) is null)
        {
            ImportMeter.Failed(tenant, span, fault);
            throw;
        }
    }

    private async Task CarryOutAsync(CancellationToken cancellation)
    {
        if (_row.Run.DryRun && _row.Next != _row.Plan.Format.DataStart)
            _row = await imports.RestartAsync(_row, cancellation);
        await using var file = await files.OpenAsync(_row.Tenant, _row.Staged, cancellation);
        _row = _row with { FileBytes = file.Length };
        using var share = ahead.Open();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var chunks = Channel.CreateBounded<IReadOnlyList<PreparedRow>>(ChunksAhead);
        var reading = Task.Run(() => ReadAsync(file, chunks.Writer, share, stop.Token), CancellationToken.None);
        var ending = ImportStatus.Completed;
        try
        {
            ending = await WriteAsync(chunks.Reader, share, cancellation);
        }
        finally
        {
            await stop.CancelAsync();
            await reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        if (ending == ImportStatus.Completed)
            await reading;
        if (ending != ImportStatus.Queued)
        {
            await imports.EndAsync(_row, ending, null, CancellationToken.None);
            ImportMeter.Ended(tenant, ending);
        }

        await _pulse.TellAsync(CancellationToken.None);
    }

    private async Task ReadAsync(Stream file, ChannelWriter<IReadOnlyList<PreparedRow>> chunks, ReadAhead.Share share, CancellationToken cancellation)
    {
        try
        {
            var prepare = await RowPreparer.CreateAsync(_row, tenant, directory, Store.Clock, cancellation);
            var rows = CsvRows.Open(file, _row.Plan.Format, _row.Next);
            var chunk = new List<PreparedRow>(ChunkRows);
            await share.TakeAsync(cancellation);
            while (rows.TryRead(out var one))
            {
                if (one.IsBlank)
                    continue;
                chunk.Add(prepare.Prepare(one));
                if (chunk.Count < ChunkRows && one.ByteEnd - chunk[0].Source.ByteStart < ChunkBytes)
                    continue;
                await chunks.WriteAsync(chunk, cancellation);
                await share.TakeAsync(cancellation);
                chunk = new List<PreparedRow>(ChunkRows);
            }

            if (chunk.Count > 0)
                await chunks.WriteAsync(chunk, cancellation);
            chunks.Complete();
        }
        catch (Exception error)
        {
            chunks.TryComplete(error);
            throw;
        }
    }

    /// <returns>How the run ended; <see cref="ImportStatus.Queued"/> when another node owns it now.</returns>
    private async Task<ImportStatus> WriteAsync(ChannelReader<IReadOnlyList<PreparedRow>> chunks, ReadAhead.Share share, CancellationToken cancellation)
    {
        using var batches = _row.Run.DryRun ? (IBatches)new DryBatches(imports, audit, tenant, _viewer, _row, scratch) : new WrittenBatches(imports, events, audit, tenant, _viewer, _row);
        var chunksAtOnce = 1;
        while (await chunks.WaitToReadAsync(cancellation))
        {
            using var turn = await turns.TakeAsync(_row.Tenant, cancellation);
            if (await imports.IsCancelAskedAsync(_row, cancellation))
                return await batches.EndAsync(cancellation) ? ImportStatus.Cancelled : ImportStatus.Queued;
            var batch = new List<PreparedRow>();
            var taken = 0;
            for (; taken < chunksAtOnce && chunks.TryRead(out var chunk); taken++)
                batch.AddRange(chunk);
            var held = await batches.DoAsync(batch, cancellation);
            share.Give(taken);
            if (held is not { } time)
                return ImportStatus.Queued;
            if (!_row.Run.DryRun)
                await Store.GrownAsync(batch.Count, cancellation);
            chunksAtOnce = Adapt(chunksAtOnce, time);
            await _pulse.WhenDueAsync(cancellation);
        }

        return await batches.EndAsync(cancellation) ? ImportStatus.Completed : ImportStatus.Queued;
    }

    /// <summary>As many rows as the store may be held for.</summary>
    private int Adapt(int chunks, TimeSpan held) =>
        (int)Math.Clamp(chunks * (Store.BatchTime / held), Math.Max(1, chunks / 4), Math.Min(MaxChunks, chunks + 2));
}
