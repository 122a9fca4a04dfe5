using System.Data.Common;
using CrmContacts.Core.CustomFields;
using CrmContacts.Core.Data.Sql;

namespace CrmContacts.Core.Data.Postgres;

internal sealed class PostgresDialect : Dialect
{
    public override object Encode(object? value) => value switch
    {
        null => DBNull.Value,
        DateTimeOffset instant => instant.UtcDateTime,
        Enum one => Convert.ToInt16(one, System.Globalization.CultureInfo.InvariantCulture),
        _ => value,
    };

    public override Guid ReadId(DbDataReader row, int column) => row.GetGuid(column);

    public override DateTimeOffset ReadInstant(DbDataReader row, int column) => new(row.GetDateTime(column), TimeSpan.Zero);

    public override decimal ReadNumber(DbDataReader row, int column) => CustomNumbers.Plain(row.GetDecimal(column));

    public override DateOnly ReadDate(DbDataReader row, int column) => row.GetFieldValue<DateOnly>(column);

    public override string Fold(string expression) => $"crm_fold({expression})";

    public override string SortKey(string expression) =>
        $"COALESCE(convert_to(crm_search_fold({expression}), 'UTF8'), '\\xff'::bytea)";

    public override string Contains(string text, string part) => $"strpos({text}, {part}) > 0";

    public override string In(string column, IReadOnlyCollection<object> values, SqlText sql)
    {
        if (values.Count == 0)
            return "FALSE";
        var array = values.First() switch
        {
            Guid => (object)values.Cast<Guid>().ToArray(),
            string => values.Cast<string>().ToArray(),
            DateTimeOffset => values.Cast<DateTimeOffset>().Select(i => i.UtcDateTime).ToArray(),
            decimal => values.Cast<decimal>().ToArray(),
            DateOnly => values.Cast<DateOnly>().ToArray(),
            bool => values.Cast<bool>().ToArray(),
            Enum => values.Select(v => Convert.ToInt16(v, System.Globalization.CultureInfo.InvariantCulture)).ToArray(),
            _ => values.Select(v => Convert.ToInt64(v, System.Globalization.CultureInfo.InvariantCulture)).ToArray(),
        };
        return $"{column} = ANY({sql.Arg(array)})";
    }

    public override string Milliseconds(string expression) => $"(extract(epoch from {expression}) * 1000)::bigint";

    public override string EndOfTime => "timestamptz '9999-12-31 00:00:00+00'";

    public override string Merge(IReadOnlyList<string> ranges, string order, int limit) =>
        $"SELECT * FROM ({string.Join(" UNION ALL ", ranges.Select((r, i) => $"SELECT * FROM ({r} ORDER BY {order} LIMIT {limit}) p{i}"))}) u";

    public override string ThenJoin => "JOIN";

    public override string NewestOfEach(string table, string time, int limit, string past) =>
        $"CROSS JOIN LATERAL (SELECT * FROM {table} m WHERE m.tenant = c.tenant AND m.contact = c.id{past} ORDER BY m.{time} DESC, m.id DESC LIMIT {limit}) n";

    public override string Search(string tokensParameter) => $"c.search @@ {tokensParameter}::tsquery";

    public override string SearchEach(IReadOnlyList<string> tokens, SqlText sql) => Search(sql.Arg(SearchValue(tokens)));

    public override string Found(string tokensParameter) =>
        $"(SELECT * FROM crm_contacts f WHERE f.search @@ {tokensParameter}::tsquery OFFSET 0) c";

    public override string ByContactId => "";

    public override string RowKey => "id";

    public override string Among(string rowKey, string tokensParameter) =>
        $"{rowKey} IN (SELECT f.id FROM crm_contacts f WHERE f.search @@ {tokensParameter}::tsquery)";

    public override string FoundKeys(string tokensParameter) => Found(tokensParameter);

    public override string FoundFirst(string tokensParameter, string where, string order, int limit) =>
        $"(SELECT * FROM {Found(tokensParameter)} WHERE {where} ORDER BY {order} LIMIT {limit}) c";

    public override bool AsksFar => true;

    public override bool CountsFound => false;

    public override string FoundCount(string tokensParameter, long most) =>
        $"SELECT count(*) FROM (SELECT 1 FROM {Found(tokensParameter)} LIMIT {most}) n";

    public override string SearchValue(IReadOnlyList<string> tokens) =>
        string.Join(" & ", tokens.Select(t => CrmContacts.Core.Search.SearchTokens.IsWhole(t) ? $"'{t}'" : $"'{t}':*"));

    public override string SearchWholeValue(IReadOnlyList<string> tokens) =>
        string.Join(" | ", tokens.Select(t => $"'{t}'"));

    public override string Bytes(string concatenation) => $"({concatenation})";

    public override string ForUpdate => " FOR UPDATE OF c";

    public override string ForShare => " FOR KEY SHARE OF n";

    public override string SkipLocked => " FOR UPDATE OF r SKIP LOCKED";

    /// <summary>Transactions of the whole server, read-only ones apart.</summary>
    public override long CountLogKept => 1_000_000;

    public override string CountMark => "pg_snapshot_xmin(pg_current_snapshot())::text::bigint";
}
