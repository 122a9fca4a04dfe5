using System.Data.Common;
using System.Text.Json;
using CrmContacts.Core.Data;
using CrmContacts.Core.Data.Sql;

namespace CrmContacts.Core.CustomFields;

/// <summary>The statements over <c>crm_custom_fields f</c>.</summary>
internal static class CustomFieldRows
{
    public const string Columns = "f.id, f.key, f.name, f.kind, f.required, f.sort_order, f.options";

    /// <summary>How many columns <see cref="Columns"/> has.</summary>
    public const int Count = 7;

    /// <summary>Every field of a tenant, in its place.</summary>
    public static Task<List<CustomField>> AllAsync(Session session, long tenant, CancellationToken cancellation)
    {
        var sql = new SqlText();
        sql.Add($"SELECT {Columns} FROM crm_custom_fields f WHERE f.tenant = {sql.Arg(tenant)} ORDER BY f.sort_order, f.name_fold");
        return session.ListAsync(sql, row => Read(row, session.Dialect), cancellation);
    }

    public static CustomField Read(DbDataReader row, Dialect dialect) =>
        new(row.GetString(1), row.GetString(2), (CustomFieldKind)row.GetInt32(3), JsonSerializer.Deserialize<string[]>(row.GetString(6))!)
        {
            Id = dialect.ReadId(row, 0), Required = row.GetBoolean(4), SortOrder = row.GetInt32(5),
        };

    public static string OptionsOf(CustomField field) => JsonSerializer.Serialize(field.Options);
}
