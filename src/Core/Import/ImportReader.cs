using System.Text;
using CrmContacts.Core.Data.Sql;
using CrmContacts.Core.Import.Reading;
using CrmContacts.Core.Import.Runs;
using CrmContacts.Core.Import.Staging;
using CrmContacts.Core.Visibility;

namespace CrmContacts.Core.Import;

/// <summary>The door to runs: the viewer's own, every one of the tenant for <c>crm.manage</c>. Needs <c>crm.edit</c>.</summary>
public sealed class ImportReader
{
    private const int SliceOfErrors = 500;

    private readonly ImportStore _imports;
    private readonly IStagedFiles _files;

    internal ImportReader(ImportStore imports, IStagedFiles files) => (_imports, _files) = (imports, files);

    /// <summary>The run, or null when there is none that the viewer may follow.</summary>
    public async Task<ImportRun?> FindAsync(Viewer viewer, Guid id, CancellationToken cancellation = default) =>
        (await RowsAsync(viewer, sql => $" AND r.id = {sql.Arg(id)}", 1, cancellation)).SingleOrDefault()?.Run;

    /// <summary>The newest runs first.</summary>
    public async Task<IReadOnlyList<ImportRun>> NewestAsync(Viewer viewer, int limit, CancellationToken cancellation = default) =>
        [.. (await RowsAsync(viewer, _ => "", Math.Clamp(limit, 1, 200), cancellation)).Select(r => r.Run)];

    /// <summary>The runs that are queued or running.</summary>
    public async Task<IReadOnlyList<ImportRun>> ActiveAsync(Viewer viewer, CancellationToken cancellation = default) =>
        [.. (await RowsAsync(viewer, _ => " AND r.status < 2", 200, cancellation)).Select(r => r.Run)];

    /// <summary>The failing rows of the run with this token as CSV (UTF-8, the file's own columns, then <c>_row,_code,_message</c>), or null when there is none that the viewer may read. The caller copies it into the answer.</summary>
    public async Task<ImportErrorsCsv?> ErrorsAsync(Viewer viewer, string token, CancellationToken cancellation = default)
    {
        var row = (await RowsAsync(viewer, sql => $" AND r.error_token = {sql.Arg(token)}", 1, cancellation)).SingleOrDefault();
        return row?.Run.ErrorToken is null
            ? null
            : new ImportErrorsCsv(Path.GetFileNameWithoutExtension(row.Run.FileName) + "-errors.csv", (to, stop) => WriteErrorsAsync(row, to, stop));
    }

    private async Task<List<RunRow>> RowsAsync(Viewer viewer, Func<SqlText, string> which, int limit, CancellationToken cancellation)
    {
        viewer.Demand(Permission.Edit);
        await using var session = await _imports.Store.ReadAsync(cancellation);
        var sql = new SqlText();
        sql.Add($"SELECT {RunRow.Columns} FROM crm_imports r WHERE {viewer.OfRuns(sql)}");
        sql.Add(which(sql)).Add($" ORDER BY r.created_at DESC, r.id DESC LIMIT {limit}");
        return await ImportStore.ListAsync(session, sql, cancellation);
    }

    /// <summary>Cut from the staged file, in short slices, so that a long file pins no snapshot.</summary>
    private async Task WriteErrorsAsync(RunRow row, Stream to, CancellationToken cancellation)
    {
        using var cells = new FailingCells(() => _files.Open(row.Tenant, row.Staged), row.Plan.Format);
        await using var writer = new StreamWriter(to, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true);
        // A writer that is full would flush without waiting, and a web server refuses that: rows are made apart and handed over.
        await using var line = new StringWriter(System.Globalization.CultureInfo.InvariantCulture);
        CsvText.Write(line, row.Plan.Format.Headers.Select(SafeCell.Protect).Concat(["_row", "_code", "_message"]));
        var after = 0L;
        while (true)
        {
            var errors = await SliceAsync(row, after, cancellation);
            foreach (var error in errors)
            {
                CsvText.Write(line, [.. cells.Of(error), error.Row.ToString(System.Globalization.CultureInfo.InvariantCulture), error.Codes, SafeCell.Protect(error.Message)]);
                await HandOverAsync();
            }
            await HandOverAsync();
            await writer.FlushAsync(cancellation);
            if (errors.Count < SliceOfErrors)
                return;
            after = errors[^1].Row;
        }

        async Task HandOverAsync()
        {
            await writer.WriteAsync(line.GetStringBuilder(), cancellation);
            line.GetStringBuilder().Clear();
        }
    }

    private async Task<List<ErrorRow>> SliceAsync(RunRow row, long after, CancellationToken cancellation)
    {
        await using var session = await _imports.Store.ReadAsync(cancellation);
        var sql = new SqlText();
        sql.Add($"SELECT e.row, e.line, e.byte_start, e.byte_end, e.codes, e.message FROM crm_import_errors e WHERE e.tenant = {sql.Arg(row.Tenant)} AND e.run = {sql.Arg(row.Run.Id)} AND e.row > {sql.Arg(after)} ORDER BY e.row LIMIT {SliceOfErrors}");
        return await session.ListAsync(sql, r => new ErrorRow(r.GetInt64(0), r.GetInt64(1), r.GetInt64(2), r.GetInt64(3), r.GetString(4), r.GetString(5)), cancellation);
    }
}

/// <summary>The failing rows of a run, ready to be streamed.</summary>
/// <param name="FileName">What to call it when it is saved.</param>
/// <param name="WriteAsync">Writes the CSV to a stream.</param>
public sealed record ImportErrorsCsv(string FileName, Func<Stream, CancellationToken, Task> WriteAsync);
