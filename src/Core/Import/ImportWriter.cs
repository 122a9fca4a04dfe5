using System.Security.Cryptography;
using System.Text.Json;
using CrmContacts.Core.CustomFields;
using CrmContacts.Core.Data;
using CrmContacts.Core.Data.Sql;
using CrmContacts.Core.Directory;
using CrmContacts.Core.Errors;
using CrmContacts.Core.Events;
using CrmContacts.Core.Fairness;
using CrmContacts.Core.Import.Maps;
using CrmContacts.Core.Import.Reading;
using CrmContacts.Core.Import.Runs;
using CrmContacts.Core.Import.Staging;
using CrmContacts.Core.Import.Undo;
using CrmContacts.Core.Visibility;

namespace CrmContacts.Core.Import;

/// <summary>The door through which files come in. Needs <c>crm.edit</c>.</summary>
public sealed class ImportWriter
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(500);

    private readonly CrmCoreOptions _options;
    private readonly Store _store;
    private readonly ImportStore _imports;
    private readonly RunKeys _keys;
    private readonly IStagedFiles _files;
    private readonly IAgentDirectory _directory;
    private readonly ImportSignals _signals;
    private readonly CrmEvents _events;
    private readonly FairShares _shares;

    internal ImportWriter(CrmCoreOptions options, Store store, ImportStore imports, IStagedFiles files, IAgentDirectory directory, ImportSignals signals, CrmEvents events, FairShares shares) =>
        (_options, _store, _imports, _keys, _files, _directory, _signals, _events, _shares) = (options, store, imports, new RunKeys(store), files, directory, signals, events, shares);

    /// <summary>Streams a file to the staging area; never holds it in memory.</summary>
    /// <returns>The staging token.</returns>
    /// <exception cref="CrmException">Empty, too large, the area is full.</exception>
    public async Task<Guid> StageAsync(Viewer viewer, string? fileName, Stream content, CancellationToken cancellation = default)
    {
        viewer.Demand(Permission.Edit);
        var used = await StagedBytesAsync(viewer, cancellation);
        if (used >= _options.MaxStagedBytes)
            throw new CrmException(ErrorCode.StagingFull, "The tenant's staging area is full. Earlier uploads go after their time; try again later.", "file");
        var now = _store.Clock.Now();
        var id = Ids.New(now);
        var (bytes, sha256) = await _files.SaveAsync(viewer.Tenant.Key, id, content, Math.Min(_options.MaxFileBytes, _options.MaxStagedBytes - used), cancellation);
        try
        {
            if (bytes == 0)
                throw new CrmException(ErrorCode.FileEmpty, "The file is empty. Send a CSV file with a header and at least one row.", "file");
            await using var session = await _store.WriteAsync(viewer.Tenant.Key, WriteKind.Contacts, WriteLane.Interactive, cancellation);
            await session.ExecuteAsync("INSERT INTO crm_staged_files (tenant, id, agent, file_name, bytes, sha256, created_at) VALUES (@p0, @p1, @p2, @p3, @p4, @p5, @p6)",
                [session.Tenant, id, viewer.AgentId, FileNames.Clean(fileName), bytes, sha256, now], cancellation);
            await session.CommitAsync(cancellation);
            return id;
        }
        catch
        {
            await _files.DeleteAsync(viewer.Tenant.Key, id);
            throw;
        }
    }

    /// <summary>Reads a staged file's head. Uses <c>Delimiter</c>, <c>Encoding</c>, <c>HasHeader</c>, <c>ImportMap</c> of the options; a saved map for files with this header is found without being named. Of a named map that does not fit the file, it shows what fits.</summary>
    /// <exception cref="CrmException">The file is none that can be imported; it says why and where.</exception>
    public async Task<ImportPreview> PreviewAsync(Viewer viewer, Guid staged, ImportOptions options, CancellationToken cancellation = default)
    {
        viewer.Demand(Permission.Edit);
        await StagedAsync(viewer, staged, cancellation);
        await using var file = await _files.OpenAsync(viewer.Tenant.Key, staged, cancellation);
        var (format, _, map, fields) = await LookAsync(viewer, file, options, cancellation);
        return RunPlanning.Preview(file, staged, format, await Colleagues.OfAsync(_directory, viewer.Tenant, cancellation), fields, map, cancellation);
    }

    /// <summary>Consumes the staged file, which a dry run does not, and queues a run. With an <paramref name="idempotencyKey"/> the same file and options give the same run, others are refused.</summary>
    /// <exception cref="CrmException">An option, the mapping or the file is not valid; nothing was written.</exception>
    public async Task<ImportRun> StartAsync(Viewer viewer, Guid staged, ImportOptions options, string? idempotencyKey = null, CancellationToken cancellation = default)
    {
        viewer.Demand(Permission.Edit);
        if (idempotencyKey is { Length: 0 or > 255 })
            throw new CrmException(ErrorCode.OptionInvalid, "Idempotency-Key has 1 to 255 characters.", "Idempotency-Key");
        if (idempotencyKey is not null && await _keys.ReplayAsync(viewer, staged, options, idempotencyKey, cancellation) is { } again)
            return again;
        var (fileName, sha256) = await StagedAsync(viewer, staged, cancellation);
        var colleagues = await Colleagues.OfAsync(_directory, viewer.Tenant, cancellation);
        var plan = await SettleAsync(viewer, staged, options, colleagues, cancellation);
        var (id, earlier) = await QueueAsync(viewer, staged, fileName, RunKeys.HashOf(sha256, options), plan, options, idempotencyKey, cancellation);
        return earlier ?? await MovedAsync(viewer, id, cancellation);
    }

    /// <returns>The new run's id, or the run that was there with this key.</returns>
    private async Task<(Guid Id, ImportRun? Earlier)> QueueAsync(Viewer viewer, Guid staged, string fileName, string hash, RunPlan plan, ImportOptions options, string? idempotencyKey, CancellationToken cancellation)
    {
        await using var session = await _store.WriteAsync(viewer.Tenant.Key, WriteKind.Contacts, WriteLane.Interactive, cancellation);
        if (idempotencyKey is not null && await _keys.EarlierAsync(session, viewer, idempotencyKey, cancellation) is { } earlier)
            return (default, RunKeys.SameAs(earlier, hash));
        _shares.DemandImport(viewer.Tenant, await session.ScalarAsync<long>("SELECT count(*) FROM crm_imports WHERE tenant = @p0 AND status < 2", [session.Tenant], cancellation));
        if (options.DryRun)
            await DryRunRule.DemandAsync(session, viewer, _options.Import.DryRunsAnHour, cancellation);

        plan = await RunPlanning.WithListAsync(session, plan with { HiddenMatch = _options.Import.HiddenMatch }, options, cancellation);
        await ImportMapUse.SaveAsync(session, viewer, plan, options, cancellation);
        var now = _store.Clock.Now();
        var id = Ids.New(now);
        // A dry run leaves the file to the import that follows it; while the run reads, neither a purge nor a refusal takes it away.
        if (await session.ExecuteAsync("UPDATE crm_staged_files SET consumed_at = @p2 WHERE tenant = @p0 AND id = @p1 AND consumed_at IS NULL", [session.Tenant, staged, options.DryRun ? null : now], cancellation) == 0)
            throw StagedUnknown();
        var added = await session.ExecuteAsync(
            """
            INSERT INTO crm_imports (tenant, id, agent, agent_name, queues, permission, staged, file_name, options, status, phase, dry_run, cancel_asked,
              imported, updated, unchanged, skipped, errors, next_byte, next_row, next_line, error_token, idempotency_key, request_hash, fence, created_at)
            VALUES (@p0, @p1, @p2, @p3, @p4, @p5, @p6, @p7, @p8, 0, 0, @p9, @p10, 0, 0, 0, 0, 0, @p11, @p12, @p13, @p14, @p15, @p16, 0, @p17)
            ON CONFLICT DO NOTHING
            """,
            [
                session.Tenant, id, viewer.AgentId, viewer.Name, JsonSerializer.Serialize(viewer.Queues), (long)viewer.Permission, staged, fileName, RunRow.Encode(plan),
                options.DryRun, false, plan.Format.DataStart.Byte, plan.Format.DataStart.Row, plan.Format.DataStart.Line,
                Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)), idempotencyKey, hash, now,
            ], cancellation);
        // Another request with the same key was faster by a moment: its run is the one.
        if (added == 0)
            return (default, RunKeys.SameAs((await _keys.EarlierAsync(session, viewer, idempotencyKey!, cancellation))!, hash));
        await session.CommitAsync(cancellation);
        _signals.Queued();
        return (id, null);
    }

    /// <summary>The run as soon as it is over, or as it is after <paramref name="wait"/>.</summary>
    public async Task<ImportRun> WaitAsync(Viewer viewer, Guid id, TimeSpan wait, CancellationToken cancellation = default)
    {
        viewer.Demand(Permission.Edit);
        var until = _store.Clock.GetUtcNow() + wait;
        while (true)
        {
            var ended = _signals.EndOf(id);
            var row = await _imports.FindAsync(viewer.Tenant.Key, id, cancellation) ?? throw new CrmException(ErrorCode.NotFound, "There is no such import.");
            var left = until - _store.Clock.GetUtcNow();
            if (row.Run.IsOver || left <= TimeSpan.Zero)
            {
                if (row.Run.IsOver)
                    _signals.Ended(id);
                return row.Run;
            }

            // The end is signalled within this process; another node's is seen by looking.
            await Task.WhenAny(ended, Task.Delay(left < LookEvery ? left : LookEvery, _store.Clock, cancellation));
            cancellation.ThrowIfCancellationRequested();
        }
    }

    /// <summary>Stops a run at its batch's end. Null when there is none that the viewer may touch.</summary>
    /// <exception cref="CrmException">It is over already.</exception>
    public async Task<ImportRun?> CancelAsync(Viewer viewer, Guid id, CancellationToken cancellation = default)
    {
        viewer.Demand(Permission.Edit);
        await using (var session = await _store.WriteAsync(viewer.Tenant.Key, WriteKind.Contacts, WriteLane.Interactive, cancellation))
        {
            if (await ImportStore.FindAsync(session, session.Tenant, id, cancellation) is not { } row || !viewer.MayTouch(row))
                return null;
            if (row.Run.IsOver || row.Undo is not null)
                throw new CrmException(ErrorCode.ImportNotCancellable, row.Run.IsOver ? "The import is over; it can no longer be cancelled." : "The import is being taken back; that cannot be cancelled.");
            // One that nobody has taken up ends here and now; a running one at its batch's end.
            await session.ExecuteAsync(
                """
                UPDATE crm_imports SET cancel_asked = @p2, finished_at = CASE WHEN status = 0 THEN @p3 ELSE finished_at END,
                  phase = CASE WHEN status = 0 THEN 4 ELSE phase END, status = CASE WHEN status = 0 THEN 3 ELSE status END
                WHERE tenant = @p0 AND id = @p1 AND status < 2
                """,
                [session.Tenant, id, true, _store.Clock.Now()], cancellation);
            await session.CommitAsync(cancellation);
        }

        return await MovedAsync(viewer, id, cancellation);
    }

    private async Task<RunPlan> SettleAsync(Viewer viewer, Guid staged, ImportOptions options, Colleagues colleagues, CancellationToken cancellation)
    {
        await using var file = await _files.OpenAsync(viewer.Tenant.Key, staged, cancellation);
        var (format, read, map, fields) = await LookAsync(viewer, file, options, cancellation);
        return RunPlanning.Settle(file, format, read, viewer.Tenant, colleagues, fields, map);
    }

    /// <summary>
    /// A file's head, and what it is read with: the map that is named, or else the one that finds itself by the header. No connection is held while the
    /// file is read, which takes others: all who post together would wait for each other's.
    /// </summary>
    private async Task<(DetectedFormat Format, ImportOptions Options, ImportMap? Map, IReadOnlyList<CustomField> Fields)> LookAsync(Viewer viewer, Stream file, ImportOptions options, CancellationToken cancellation)
    {
        ImportMap? named;
        IReadOnlyList<CustomField> fields;
        await using (var session = await _store.ReadAsync(cancellation))
        {
            named = await ImportMapUse.NamedAsync(session, viewer, options, cancellation);
            fields = await CustomFieldRows.AllAsync(session, viewer.Tenant.Key, cancellation);
        }

        options = named?.Options.Under(options) ?? options;
        var format = RunPlanning.Detect(file, options, _options.CsvLimits);
        if (named is not null || !format.HasHeader)
            return (format, options, named, fields);
        await using var again = await _store.ReadAsync(cancellation);
        return (format, options, await ImportMapRows.OfHeaderAsync(again, viewer.Tenant.Key, viewer.AgentId, format.Headers, cancellation), fields);
    }

    /// <summary>Takes away a file that this agent staged and no run has consumed: what came with a refused request is not kept.</summary>
    public async Task DiscardAsync(Viewer viewer, Guid staged, CancellationToken cancellation = default)
    {
        viewer.Demand(Permission.Edit);
        await using (var look = await _store.ReadAsync(cancellation))
        {
            if (await look.ScalarAsync<long>("SELECT count(*) FROM crm_staged_files WHERE tenant = @p0 AND id = @p1 AND agent = @p2 AND " + StagedPurge.Unused, [viewer.Tenant.Key, staged, viewer.AgentId], cancellation) == 0)
                return;
        }

        // The file first: where the disk is full there is no room for anything else.
        await _files.DeleteAsync(viewer.Tenant.Key, staged);
        await using var session = await _store.WriteAsync(viewer.Tenant.Key, WriteKind.Contacts, WriteLane.Interactive, cancellation);
        await session.ExecuteAsync("DELETE FROM crm_staged_files WHERE tenant = @p0 AND id = @p1 AND agent = @p2 AND " + StagedPurge.Unused, [session.Tenant, staged, viewer.AgentId], cancellation);
        await session.CommitAsync(cancellation);
    }

    /// <summary>
    /// Takes a whole run back, as a run of its own: what it made and nobody has touched goes for good, what it changed and nobody has edited
    /// since gets its former value. It goes on by itself; null when there is no such run that the viewer may touch.
    /// </summary>
    /// <exception cref="CrmException">It is a dry run, is not over, or was taken back already.</exception>
    public async Task<ImportRun?> UndoAsync(Viewer viewer, Guid id, CancellationToken cancellation = default)
    {
        viewer.Demand(Permission.Edit);
        await using (var session = await _store.WriteAsync(viewer.Tenant.Key, WriteKind.Contacts, WriteLane.Interactive, cancellation))
        {
            if (await ImportStore.FindAsync(session, session.Tenant, id, cancellation) is not { } row || !viewer.MayTouch(row))
                return null;
            if (!await UndoStore.AskAsync(session, id, viewer.AgentId, cancellation))
            {
                throw new CrmException(ErrorCode.ImportNotUndoable, row.Run switch
                {
                    { DryRun: true } => "A dry run has written nothing that could be taken back.",
                    { Status: ImportStatus.Undone } => "The import was taken back already.",
                    { Phase: ImportPhase.Undoing } => "The import is being taken back already.",
                    _ => "The import is still going on; cancel it first, or wait for its end.",
                });
            }

            await session.CommitAsync(cancellation);
        }

        _signals.Queued();
        return await MovedAsync(viewer, id, cancellation);
    }

    /// <summary>Tells those who look on how the run stands now.</summary>
    private async Task<ImportRun> MovedAsync(Viewer viewer, Guid id, CancellationToken cancellation)
    {
        var run = (await _imports.FindAsync(viewer.Tenant.Key, id, cancellation))!.Run;
        _events.ImportMoved(viewer.Tenant, run);
        return run;
    }

    private async Task<long> StagedBytesAsync(Viewer viewer, CancellationToken cancellation)
    {
        await using var session = await _store.ReadAsync(cancellation);
        return await session.ScalarAsync<long>("SELECT COALESCE(SUM(bytes), 0) FROM crm_staged_files WHERE tenant = @p0", [viewer.Tenant.Key], cancellation);
    }

    /// <summary>A file that this agent staged and that no run has consumed.</summary>
    private async Task<(string FileName, byte[] Sha256)> StagedAsync(Viewer viewer, Guid staged, CancellationToken cancellation)
    {
        await using var session = await _store.ReadAsync(cancellation);
        var sql = new SqlText();
        sql.Add($"SELECT s.file_name, s.sha256 FROM crm_staged_files s WHERE s.tenant = {sql.Arg(viewer.Tenant.Key)} AND s.id = {sql.Arg(staged)} AND s.agent = {sql.Arg(viewer.AgentId)} AND s.consumed_at IS NULL");
        var found = await session.ListAsync(sql, row => (row.GetString(0), (byte[])row.GetValue(1)), cancellation);
        return found.Count == 1 ? found[0] : throw StagedUnknown();
    }

    internal static CrmException StagedUnknown() =>
        new(ErrorCode.StagedUnknown, "There is no staged file with this token: it was used already, or its time ran out. Upload the file again.", "staged");
}
