using System.Security.Cryptography;
using System.Text.Json;
using CrmContacts.Core.Data;
using CrmContacts.Core.Data.Sql;
using CrmContacts.Core.Errors;
using CrmContacts.Core.Visibility;

namespace CrmContacts.Core.Import.Runs;

/// <summary>Idempotency keys: for a day, the same key of the same agent with the same file and options is the same run, and with others is refused.</summary>
internal sealed class RunKeys(Store store)
{
    private static readonly TimeSpan Life = TimeSpan.FromHours(24);

    /// <summary>
    /// The run that the same request started before. It is asked for first: what the request names may be used up or gone since, the staged
    /// file first of all, and it is the same request all the same.
    /// </summary>
    public async Task<ImportRun?> ReplayAsync(Viewer viewer, Guid staged, ImportOptions options, string key, CancellationToken cancellation)
    {
        await using var session = await store.ReadAsync(cancellation);
        if (await SinceAsync(session, viewer, key, store.Clock.Now() - Life, cancellation) is not { } earlier)
            return null;
        var file = new SqlText();
        file.Add($"SELECT s.sha256 FROM crm_staged_files s WHERE s.tenant = {file.Arg(viewer.Tenant.Key)} AND s.id = {file.Arg(staged)} AND s.agent = {file.Arg(viewer.AgentId)}");
        return await session.ListAsync(file, row => (byte[])row.GetValue(0), cancellation) is [var sha256] ? SameAs(earlier, HashOf(sha256, options)) : throw ImportWriter.StagedUnknown();
    }

    /// <summary>The agent's run with this key, if there is one; after its time the key is free again.</summary>
    public async Task<RunRow?> EarlierAsync(WriteSession session, Viewer viewer, string key, CancellationToken cancellation)
    {
        var since = store.Clock.Now() - Life;
        await session.ExecuteAsync("UPDATE crm_imports SET idempotency_key = NULL WHERE tenant = @p0 AND agent = @p1 AND idempotency_key = @p2 AND created_at < @p3",
            [session.Tenant, viewer.AgentId, key, since], cancellation);
        return await SinceAsync(session, viewer, key, since, cancellation);
    }

    /// <summary>What two requests with the same key are compared by.</summary>
    public static string HashOf(byte[] sha256, ImportOptions options) =>
        Convert.ToHexStringLower(SHA256.HashData([.. sha256, .. JsonSerializer.SerializeToUtf8Bytes(options)]));

    /// <exception cref="CrmException">The earlier request was another one.</exception>
    public static ImportRun SameAs(RunRow earlier, string hash) => earlier.RequestHash == hash
        ? earlier.Run
        : throw new CrmException(ErrorCode.IdempotencyMismatch, "This Idempotency-Key was used for another file or other options.", "Idempotency-Key");

    private static async Task<RunRow?> SinceAsync(Session session, Viewer viewer, string key, DateTimeOffset since, CancellationToken cancellation)
    {
        var sql = new SqlText();
        sql.Add($"SELECT {RunRow.Columns} FROM crm_imports r WHERE r.tenant = {sql.Arg(viewer.Tenant.Key)} AND r.agent = {sql.Arg(viewer.AgentId)} AND r.idempotency_key = {sql.Arg(key)} AND r.created_at >= {sql.Arg(since)}");
        return (await ImportStore.ListAsync(session, sql, cancellation)).SingleOrDefault();
    }
}
