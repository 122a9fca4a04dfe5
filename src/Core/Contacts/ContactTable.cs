using System.Collections.Concurrent;
using CrmContacts.Core.Data.Sql;
using CrmContacts.Core.Search;
using CrmContacts.Core.Text;
using CrmContacts.Core.Visibility;

namespace CrmContacts.Core.Contacts;

/// <summary><c>crm_contacts</c> as it is written: every column, the derived ones too.</summary>
internal static class ContactTable
{
    /// <summary>Longer names sort by their first bytes, then by id: an index entry has an end.</summary>
    private const int MaxKeyPart = 400;

    private static readonly (Column Column, Func<long, Contact, object?> Value)[] Written =
    [
        (new("tenant", ColumnKind.Long), (t, _) => t),
        (new("id", ColumnKind.Id), (_, c) => c.Id),
        (new("bucket", ColumnKind.Text), (_, c) => BucketOf(c)),
        (new("name_key", ColumnKind.Bytes), (_, c) => NameKey(c)),
        (new("first_name", ColumnKind.Text), (_, c) => c.FirstName),
        (new("last_name", ColumnKind.Text), (_, c) => c.LastName),
        (new("first_name_fold", ColumnKind.Text), (_, c) => TextFold.ForFilter(c.FirstName)),
        (new("last_name_fold", ColumnKind.Text), (_, c) => TextFold.ForFilter(c.LastName)),
        (new("email", ColumnKind.Text), (_, c) => c.Email),
        (new("email_fold", ColumnKind.Text), (_, c) => Fold(c.Email)),
        (new("phone", ColumnKind.Text), (_, c) => c.Phone),
        (new("phone_e164", ColumnKind.Text), (_, c) => c.PhoneE164),
        (new("mobile", ColumnKind.Text), (_, c) => c.Mobile),
        (new("mobile_e164", ColumnKind.Text), (_, c) => c.MobileE164),
        (new("title", ColumnKind.Text), (_, c) => c.Title),
        (new("department", ColumnKind.Text), (_, c) => c.Department),
        (new("account_id", ColumnKind.Id), (_, c) => c.AccountId),
        (new("source", ColumnKind.Short), (_, c) => (long)c.Source),
        (new("status", ColumnKind.Short), (_, c) => (long)c.Status),
        (new("visibility", ColumnKind.Short), (_, c) => (long)c.Visibility),
        (new("assigned_queue_id", ColumnKind.Text), (_, c) => c.AssignedQueueId),
        (new("assigned_to_id", ColumnKind.Text), (_, c) => c.AssignedToId),
        (new("preferred_channel", ColumnKind.Short), (_, c) => (long?)c.PreferredChannel),
        (new("language", ColumnKind.Text), (_, c) => c.Language),
        (new("timezone", ColumnKind.Text), (_, c) => c.TimeZone),
        (new("consent_email", ColumnKind.Short), (_, c) => (long)c.ConsentEmail),
        (new("consent_sms", ColumnKind.Short), (_, c) => (long)c.ConsentSms),
        (new("consent_whatsapp", ColumnKind.Short), (_, c) => (long)c.ConsentWhatsapp),
        (new("notes", ColumnKind.Text), (_, c) => c.Notes),
        (new("external_crm_id", ColumnKind.Text), (_, c) => c.ExternalCrmId),
        (new("external_crm_id_fold", ColumnKind.Text), (_, c) => Fold(c.ExternalCrmId)),
        (new("external_crm_provider", ColumnKind.Text), (_, c) => c.ExternalCrmProvider),
        (new("activity_count", ColumnKind.Int), (_, c) => (long)c.ActivityCount),
        (new("last_activity_at", ColumnKind.Instant), (_, c) => c.LastActivityAt),
        (new("created_at", ColumnKind.Instant), (_, c) => c.CreatedAt),
        (new("updated_at", ColumnKind.Instant), (_, c) => c.UpdatedAt),
        (new("version", ColumnKind.Int), (_, c) => (long)c.Version),
        (new("created_run", ColumnKind.Id), (_, c) => c.CreatedRun),
        (new("deleted_at", ColumnKind.Instant), (_, c) => c.DeletedAt),
    ];

    /// <summary>Without the search column, which SQLite keeps beside the table.</summary>
    public static readonly Table Plain = new("crm_contacts", [.. Written.Select(w => w.Column)]);

    /// <summary>With the search column in the row, as PostgreSQL has it.</summary>
    public static readonly Table WithTokens = new("crm_contacts", [.. Plain.Columns, new Column("search", ColumnKind.Tokens)]);

    private static readonly (Column Column, int Place)[] Changing = [.. Written.Select((w, i) => (w.Column, i)).Skip(2)
        .Where(w => w.Column.Name is not ("created_at" or "created_run" or "activity_count" or "last_activity_at"))];

    /// <summary>Sets every column that a change may touch (what follows from activities is <see cref="ContactFigures"/>' alone: a change may not write back what it read); parameters are the values of <see cref="Row"/>.</summary>
    public static readonly string Update = Setting(Changing);

    private static readonly ConcurrentDictionary<ulong, string> Updates = new();

    /// <summary>The same of the columns only in which two rows differ.</summary>
    public static string UpdateOf(object?[] before, object?[] after)
    {
        var changed = 0UL;
        foreach (var (_, place) in Changing)
        {
            if (!Same(before[place], after[place]))
                changed |= 1UL << place;
        }

        return Updates.GetOrAdd(changed, bits => Setting(Changing.Where(c => (bits & (1UL << c.Place)) != 0)));
    }

    private static bool Same(object? one, object? other) => one is byte[] bytes ? other is byte[] others && bytes.AsSpan().SequenceEqual(others) : Equals(one, other);

    private static string Setting(IEnumerable<(Column Column, int Place)> columns) =>
        "UPDATE crm_contacts SET " + string.Join(", ", columns.Select(c => $"{c.Column.Name} = {SqlText.ParameterName(c.Place)}").DefaultIfEmpty("version = version")) + " WHERE tenant = @p0 AND id = @p1";

    /// <summary>The same from a table of <see cref="WithTokens"/>; tokens that are null stay as they are.</summary>
    public static string UpdateFrom(string stage) =>
        "UPDATE crm_contacts c SET " + string.Join(", ", Changing.Select(c => $"{c.Column.Name} = s.{c.Column.Name}"))
        + $", search = COALESCE(s.search, c.search) FROM {stage} s WHERE c.tenant = s.tenant AND c.id = s.id";

    /// <summary>The values of a contact in the order of <see cref="Plain"/>, with room for <paramref name="more"/> behind.</summary>
    public static object?[] Row(long tenant, Contact contact, int more = 0)
    {
        var row = new object?[Written.Length + more];
        for (var i = 0; i < Written.Length; i++)
            row[i] = Written[i].Value(tenant, contact);
        return row;
    }

    /// <summary>The values of a new contact with its search tokens behind them.</summary>
    public static object?[] NewRow(long tenant, Contact contact, string? accountName)
    {
        var row = Row(tenant, contact, 1);
        row[^1] = SearchTokens.Of(tenant, contact, accountName);
        return row;
    }

    /// <summary>Where the account stands in a row: it is known last.</summary>
    public static readonly int AccountColumn = Array.FindIndex(Written, w => w.Column.Name == "account_id");

    public static string BucketOf(Contact c) => Bucket.Of(c.Visibility, c.AssignedQueueId, c.AssignedToId);

    /// <summary>Last name, zero, first name, both as sort keys: one column orders as two would.</summary>
    public static byte[] NameKey(Contact c)
    {
        var last = TextFold.SortKey(c.LastName).AsSpan();
        var first = TextFold.SortKey(c.FirstName).AsSpan();
        last = last[..Math.Min(last.Length, MaxKeyPart)];
        first = first[..Math.Min(first.Length, MaxKeyPart)];
        var key = new byte[last.Length + 1 + first.Length];
        last.CopyTo(key);
        first.CopyTo(key.AsSpan(last.Length + 1));
        return key;
    }

    private static string? Fold(string? text) => text is null ? null : TextFold.ForFilter(text);
}
