using CrmContacts.Core.Data;
using CrmContacts.Core.Data.Sql;

namespace CrmContacts.Core.Counts.Verifying;

/// <summary>A scope as one snapshot has it.</summary>
/// <param name="Revision">Of a list: another one counts something else.</param>
/// <param name="Weight">About how many contacts it has.</param>
internal sealed record VerifiedScope(CountScope Kind, Guid Id, bool Dynamic, int Revision, bool Counting, string? Filter, long Weight)
{
    public static readonly VerifiedScope All = new(CountScope.All, Guid.Empty, false, 0, false, null, 0);

    /// <summary>The word for its kind in logs, metrics and reports.</summary>
    public string Word => Kind switch { CountScope.All => "contacts", CountScope.List => "list", _ => "tag" };

    /// <summary>Scopes that live, in the order of their ids.</summary>
    /// <param name="which">A condition over <c>s</c>.</param>
    public static Task<List<VerifiedScope>> ReadAsync(Session session, long tenant, CountScope kind, Func<SqlText, string> which, int most, CancellationToken cancellation)
    {
        var isList = kind == CountScope.List;
        var sql = new SqlText();
        sql.Add($"SELECT s.id, {(isList ? "s.kind, s.revision, s.counting, s.filter" : "0, 0, FALSE, NULL")}, COALESCE(k.count, 0) FROM {(isList ? "crm_lists" : "crm_tags")} s");
        sql.Add($" LEFT JOIN crm_counts k ON k.tenant = s.tenant AND k.scope = {sql.Arg((long)kind)} AND k.scope_id = s.id AND k.bucket = '*'");
        sql.Add($" WHERE s.tenant = {sql.Arg(tenant)}{which(sql)} ORDER BY s.id LIMIT {most}");
        return session.ListAsync(sql, row => new VerifiedScope(kind, session.Dialect.ReadId(row, 0), row.GetInt32(1) == 1, row.GetInt32(2), row.GetBoolean(3), row.IsDBNull(4) ? null : row.GetString(4), row.GetInt64(5)), cancellation);
    }
}
