using System.Data.Common;
using CrmContacts.Core.CustomFields;
using CrmContacts.Core.Data.Sql;

namespace CrmContacts.Core.Data.Sqlite;

internal sealed class SqliteDialect : Dialect
{
    public override object Encode(object? value) => value switch
    {
        null => DBNull.Value,
        Guid id => id.ToByteArray(bigEndian: true),
        DateTimeOffset instant => instant.ToUnixTimeMilliseconds(),
        Enum one => Convert.ToInt64(one, System.Globalization.CultureInfo.InvariantCulture),
        bool flag => flag ? 1L : 0L,
        decimal number => CustomNumbers.Millionths(number),
        DateOnly date => (long)date.DayNumber,
        _ => value,
    };

    public override Guid ReadId(DbDataReader row, int column)
    {
        Span<byte> bytes = stackalloc byte[16];
        var blob = (byte[])row.GetValue(column);
        blob.CopyTo(bytes);
        return new Guid(bytes, bigEndian: true);
    }

    public override DateTimeOffset ReadInstant(DbDataReader row, int column) =>
        DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(column));

    public override decimal ReadNumber(DbDataReader row, int column) => CustomNumbers.FromMillionths(row.GetInt64(column));

    public override DateOnly ReadDate(DbDataReader row, int column) => DateOnly.FromDayNumber(row.GetInt32(column));

    public override string Fold(string expression) => $"crm_fold({expression})";

    /// <summary>No bytes come back from a function as null: an empty name is the least, not the greatest.</summary>
    public override string SortKey(string expression) => $"COALESCE(crm_sort_key({expression}), x'')";

    public override string Contains(string text, string part) => $"instr({text}, {part}) > 0";

    /// <summary>Padded to a power of two by repeating the last value, so that a handful of statements serve every count.</summary>
    public override string In(string column, IReadOnlyCollection<object> values, SqlText sql)
    {
        if (values.Count == 0)
            return "0";
        var size = (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)values.Count);
        var names = values.Concat(Enumerable.Repeat(values.Last(), size - values.Count)).Select(v => sql.Arg(v));
        return $"{column} IN ({string.Join(",", names)})";
    }

    public override string Milliseconds(string expression) => expression;

    public override string EndOfTime => "253402214400000";

    public override string Merge(IReadOnlyList<string> ranges, string order, int limit) => string.Join(" UNION ALL ", ranges);

    public override string ThenJoin => "CROSS JOIN";

    public override string NewestOfEach(string table, string time, int limit, string past) =>
        $"CROSS JOIN {table} n ON n.tenant = c.tenant AND n.id IN (SELECT m.id FROM {table} m WHERE m.tenant = c.tenant AND m.contact = c.id{past} ORDER BY m.{time} DESC, m.id DESC LIMIT {limit})";

    public override string Search(string tokensParameter) =>
        $"c.row_no IN (SELECT rowid FROM crm_search WHERE crm_search MATCH {tokensParameter})";

    public override string SearchEach(IReadOnlyList<string> tokens, SqlText sql) =>
        $"crm_finds({sql.Arg(CrmContacts.Core.Search.SearchTokens.Plain(tokens))}, c.first_name, c.last_name, c.email, c.title, (SELECT a.name FROM crm_accounts a WHERE a.tenant = c.tenant AND a.id = c.account_id), COALESCE(c.phone_e164, c.phone), COALESCE(c.mobile_e164, c.mobile))";

    public override string Found(string tokensParameter) => Found(tokensParameter, "");

    public override string ByContactId => " INDEXED BY crm_contacts_id";

    public override string RowKey => "row_no";

    public override string Among(string rowKey, string tokensParameter) =>
        $"+{rowKey} IN (SELECT rowid FROM crm_search WHERE crm_search MATCH {tokensParameter})";

    public override string FoundKeys(string tokensParameter) => Found(tokensParameter, " INDEXED BY crm_contacts_found");

    private static string Found(string tokensParameter, string by) =>
        $"(SELECT rowid AS found FROM crm_search WHERE crm_search MATCH {tokensParameter}) s CROSS JOIN crm_contacts c{by} ON c.row_no = s.found";

    public override string FoundFirst(string tokensParameter, string where, string order, int limit) =>
        $"(SELECT c.row_no AS no FROM {FoundKeys(tokensParameter)} WHERE {where} ORDER BY {order} LIMIT {limit}) p CROSS JOIN crm_contacts c ON c.row_no = p.no";

    public override bool AsksFar => false;

    public override bool CountsFound => true;

    public override string FoundCount(string tokensParameter, long most) =>
        $"SELECT count(*) FROM (SELECT rowid FROM crm_search WHERE crm_search MATCH {tokensParameter} LIMIT {most})";

    public override string SearchValue(IReadOnlyList<string> tokens) =>
        string.Join(" AND ", tokens.Select(t => CrmContacts.Core.Search.SearchTokens.IsWhole(t) ? $"\"{t}\"" : $"\"{t}\" *"));

    public override string SearchWholeValue(IReadOnlyList<string> tokens) =>
        string.Join(" OR ", tokens.Select(t => $"\"{t}\""));

    public override string Bytes(string concatenation) => $"CAST({concatenation} AS BLOB)";

    public override string ForUpdate => "";

    public override string ForShare => "";

    public override string SkipLocked => "";

    public override long CountLogKept => 20_000;

    public override string CountMark => "(SELECT seq + 1 FROM crm_store)";
}
