using CrmContacts.Core.Contacts;
using CrmContacts.Core.Search;
using Microsoft.Data.Sqlite;

namespace CrmContacts.Bench.Imports;

/// <summary>The rows of the search index. It keeps no copy of what went in, so they are made again from the contacts.</summary>
internal static class SearchRows
{
    public const string Insert = "INSERT OR REPLACE INTO crm_search (rowid, tokens) VALUES (@p0, @p1)";

    /// <summary>Row number and tokens of every contact that the run made.</summary>
    public static List<object[]> Of(SqliteConnection from)
    {
        using var command = from.CreateCommand();
        command.CommandText =
            """
            SELECT n.row_no, n.tenant, n.first_name, n.last_name, n.email, n.title, n.phone, n.phone_e164, n.mobile, n.mobile_e164, a.name
            FROM main.crm_contacts n LEFT JOIN main.crm_accounts a ON a.tenant = n.tenant AND a.id = n.account_id
            WHERE NOT EXISTS (SELECT 1 FROM old.crm_contacts o WHERE o.row_no = n.row_no) ORDER BY n.row_no
            """;
        using var row = command.ExecuteReader();
        var rows = new List<object[]>();
        while (row.Read())
        {
            var contact = new Contact
            {
                FirstName = row.GetString(2), LastName = row.GetString(3), Email = Text(row, 4), Title = Text(row, 5),
                Phone = Text(row, 6), PhoneE164 = Text(row, 7), Mobile = Text(row, 8), MobileE164 = Text(row, 9),
            };
            rows.Add([row.GetInt64(0), SearchTokens.Of(row.GetInt64(1), contact, Text(row, 10))]);
        }

        return rows;
    }

    private static string? Text(SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
