using System.Data.Common;
using CrmContacts.Core.Data;
using CrmContacts.Core.Data.Sql;
using CrmContacts.Core.Text;

namespace CrmContacts.Core.CustomFields;

/// <summary>The statements over <c>crm_custom_values</c>. A value whose definition is gone is read by nobody.</summary>
internal static class CustomValueRows
{
    private static readonly Table Table = new("crm_custom_values",
        new("tenant", ColumnKind.Long), new("contact", ColumnKind.Id), new("field", ColumnKind.Id), new("number", ColumnKind.Number),
        new("date", ColumnKind.Date), new("flag", ColumnKind.Flag), new("text", ColumnKind.Text), new("text_fold", ColumnKind.Text));

    /// <summary>The column that has the values of a kind.</summary>
    public static string ColumnOf(CustomFieldKind kind) => kind switch
    {
        CustomFieldKind.Number => "number",
        CustomFieldKind.Date => "date",
        CustomFieldKind.Checkbox => "flag",
        _ => "text_fold",
    };

    /// <summary>The values of these contacts, in the order of their fields.</summary>
    public static async Task<ILookup<Guid, CustomValue>> OfContactsAsync(Session session, long tenant, IReadOnlyCollection<Guid> contacts, CancellationToken cancellation)
    {
        var sql = new SqlText();
        sql.Add($"SELECT {CustomFieldRows.Columns}, v.contact, v.text, v.number, v.date, v.flag FROM crm_custom_values v JOIN crm_custom_fields f ON f.tenant = v.tenant AND f.id = v.field ");
        sql.Add($"WHERE v.tenant = {sql.Arg(tenant)} AND {session.Dialect.In("v.contact", [.. contacts.Cast<object>()], sql)} ORDER BY f.sort_order, f.name_fold");
        // One definition stands beside many values.
        var fields = new Dictionary<Guid, CustomField>();
        return (await session.ListAsync(sql, row => Read(row, session.Dialect, fields), cancellation)).ToLookup(v => v.Contact, v => v.Value);
    }

    private static (Guid Contact, CustomValue Value) Read(DbDataReader row, Dialect dialect, Dictionary<Guid, CustomField> fields)
    {
        const int at = CustomFieldRows.Count;
        var id = dialect.ReadId(row, 0);
        if (!fields.TryGetValue(id, out var field))
            fields[id] = field = CustomFieldRows.Read(row, dialect);
        object value = field.Kind switch
        {
            CustomFieldKind.Number => dialect.ReadNumber(row, at + 2),
            CustomFieldKind.Date => dialect.ReadDate(row, at + 3),
            CustomFieldKind.Checkbox => row.GetBoolean(at + 4),
            _ => row.GetString(at + 1),
        };
        return (dialect.ReadId(row, at), new CustomValue(field, value));
    }

    /// <summary>Writes what changes of contacts: a statement for each field that had other values, and one for the new ones.</summary>
    public static async Task WriteAsync(WriteSession session, IEnumerable<(Guid Contact, CustomChange Change)> changes, CancellationToken cancellation)
    {
        var rows = new List<object?[]>();
        var replaced = new List<(Guid Field, Guid Contact)>();
        foreach (var (contact, change) in changes)
        {
            if (change.Before is not null)
                replaced.Add((change.Field.Id, contact));
            if (change.After is { } value)
            {
                var text = value as string;
                rows.Add([session.Tenant, contact, change.Field.Id, value as decimal?, value as DateOnly?, value as bool?, text, text is null ? null : TextFold.ForFilter(text)]);
            }
        }

        foreach (var field in replaced.GroupBy(r => r.Field, r => r.Contact))
        {
            foreach (var contacts in field.Chunk(512))
                await DeleteAsync(session, field.Key, contacts, cancellation);
        }

        await session.InsertAsync(Table, rows, cancellation);
    }

    private static Task DeleteAsync(WriteSession session, Guid field, Guid[] contacts, CancellationToken cancellation)
    {
        var sql = new SqlText();
        sql.Add($"DELETE FROM crm_custom_values WHERE tenant = {sql.Arg(session.Tenant)} AND field = {sql.Arg(field)} AND {session.Dialect.In("contact", [.. contacts.Cast<object>()], sql)}");
        return session.ExecuteAsync(sql, cancellation);
    }
}
