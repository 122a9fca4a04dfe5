using System.Text.Json;
using System.Text.Json.Serialization;
using CrmContacts.Core.Data;
using CrmContacts.Core.Data.Sql;
using CrmContacts.Core.Import.Mapping;
using CrmContacts.Core.Text;

namespace CrmContacts.Core.Import.Maps;

/// <summary>The statements over <c>crm_import_maps</c>.</summary>
internal static class ImportMapRows
{
    private const string Columns = "m.id, m.agent, m.name, m.columns, m.options, m.created_at, m.updated_at";

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    /// <summary>The maps of a tenant that a condition over <c>m</c> leaves.</summary>
    public static Task<List<ImportMap>> ListAsync(Session session, long tenant, Func<SqlText, string> rest, CancellationToken cancellation)
    {
        var sql = new SqlText();
        sql.Add($"SELECT {Columns} FROM crm_import_maps m WHERE m.tenant = {sql.Arg(tenant)}").Add(rest(sql));
        return session.ListAsync(sql, row => new ImportMap
        {
            Id = session.Dialect.ReadId(row, 0),
            AgentId = row.GetString(1),
            Name = row.GetString(2),
            Columns = JsonSerializer.Deserialize<ImportMapColumn[]>(row.GetString(3), Json)!,
            Options = JsonSerializer.Deserialize<ImportMapOptions>(row.GetString(4), Json)!,
            CreatedAt = session.Dialect.ReadInstant(row, 5),
            UpdatedAt = session.Dialect.ReadInstant(row, 6),
        }, cancellation);
    }

    public static async Task<ImportMap?> FindAsync(Session session, long tenant, Guid id, CancellationToken cancellation) =>
        (await ListAsync(session, tenant, sql => $" AND m.id = {sql.Arg(id)}", cancellation)).SingleOrDefault();

    public static async Task<ImportMap?> NamedAsync(Session session, long tenant, string name, CancellationToken cancellation) =>
        (await ListAsync(session, tenant, sql => $" AND m.name_fold = {sql.Arg(TextFold.ForFilter(name.Trim()))}", cancellation)).SingleOrDefault();

    /// <summary>The map for files with this header: the agent's own before others', the one that was changed last before older ones.</summary>
    public static async Task<ImportMap?> OfHeaderAsync(Session session, long tenant, string agent, IReadOnlyList<string> headers, CancellationToken cancellation) =>
        (await ListAsync(session, tenant, sql => $" AND m.fingerprint = {sql.Arg(HeaderFingerprint.Of(headers))} ORDER BY CASE WHEN m.agent = {sql.Arg(agent)} THEN 0 ELSE 1 END, m.updated_at DESC, m.id DESC LIMIT 1", cancellation)).SingleOrDefault();

    /// <summary>Makes or replaces a map. False when its name is another's that the agent may not replace; nothing was written then.</summary>
    public static async Task<bool> SaveAsync(WriteSession session, ImportMap map, bool replacesAll, CancellationToken cancellation) =>
        await session.ExecuteAsync(
            """
            INSERT INTO crm_import_maps AS m (tenant, id, agent, name, name_fold, fingerprint, columns, options, created_at, updated_at)
            VALUES (@p0, @p1, @p2, @p3, @p4, @p5, @p6, @p7, @p8, @p9)
            ON CONFLICT (tenant, name_fold) DO UPDATE
              SET name = excluded.name, fingerprint = excluded.fingerprint, columns = excluded.columns, options = excluded.options, updated_at = excluded.updated_at
              WHERE m.agent = excluded.agent OR @p10
            """,
            [.. Values(session, map), replacesAll], cancellation) > 0;

    public static Task<int> UpdateAsync(WriteSession session, ImportMap map, CancellationToken cancellation) =>
        session.ExecuteAsync(
            "UPDATE crm_import_maps SET agent = @p2, name = @p3, name_fold = @p4, fingerprint = @p5, columns = @p6, options = @p7, created_at = @p8, updated_at = @p9 WHERE tenant = @p0 AND id = @p1",
            Values(session, map), cancellation);

    private static object?[] Values(WriteSession session, ImportMap map) =>
    [
        session.Tenant, map.Id, map.AgentId, map.Name, TextFold.ForFilter(map.Name),
        // Columns without names are all alike: such a map is taken by its name only.
        map.Options.HasHeader == false ? null : HeaderFingerprint.Of([.. map.Columns.Select(c => c.Header)]),
        JsonSerializer.Serialize(map.Columns, Json), JsonSerializer.Serialize(map.Options, Json), map.CreatedAt, map.UpdatedAt,
    ];
}
