using System.Globalization;
using CrmContacts.Core.Data;
using CrmContacts.Core.Tests.Contacts;
using CrmContacts.Tests.Support.Stores;

namespace CrmContacts.Core.Tests.Import.Runs;

/// <summary>Everything that a tenant has in the store, as lines: two of them are equal where nothing is different but versions, times of change, history and runs.</summary>
internal static class StoreContents
{
    private static readonly string[] Tables =
    [
        "crm_contacts", "crm_match_keys", "crm_contact_tags", "crm_tags", "crm_accounts", "crm_lists", "crm_list_members", "crm_custom_fields", "crm_custom_values",
        "crm_activities", "crm_interactions", "crm_contact_redirects", "crm_counts",
    ];

    private static readonly string[] LeftOut = ["row_no", "version", "updated_at", "revision", "counting", "changed_seq", "repairs"];

    /// <summary>A count that is nought is as good as none.</summary>
    public static async Task<List<string>> ReadAsync(TestStore store, long tenant)
    {
        var lines = new List<string>();
        await using var session = await store.Get<Store>().ReadAsync(default);
        foreach (var table in Tables)
        {
            await using var rows = await session.QueryAsync($"SELECT * FROM {table} WHERE tenant = @p0" + (table == "crm_counts" ? " AND count <> 0" : ""), [tenant], default);
            while (await rows.ReadAsync())
            {
                lines.Add(table + " " + string.Join(" ", Enumerable.Range(0, rows.FieldCount).Where(i => !LeftOut.Contains(rows.GetName(i)) && !rows.IsDBNull(i))
                    .Select(i => $"{rows.GetName(i)}={Text(rows.GetValue(i))}")));
            }
        }

        lines.Sort(StringComparer.Ordinal);
        if (store.Engine == Engine.Sqlite)
            lines.Add("crm_search " + await session.ScalarAsync<long>("SELECT count(*) FROM crm_search", [], default));
        return lines;
    }

    private static string Text(object value) => value is byte[] bytes
        ? bytes.Length == 16 ? new Guid(bytes, bigEndian: true).ToString() : Convert.ToHexStringLower(bytes)
        : Convert.ToString(value, CultureInfo.InvariantCulture)!;
}
