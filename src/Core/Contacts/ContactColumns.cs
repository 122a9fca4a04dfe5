using System.Collections.Concurrent;
using System.Data.Common;
using CrmContacts.Core.Data.Sql;

namespace CrmContacts.Core.Contacts;

/// <summary>Which columns a read takes, and how a row of them becomes a <see cref="Contact"/>.</summary>
internal sealed class ContactColumns
{
    private static readonly string[] Names =
    [
        "id", "first_name", "last_name", "email", "phone", "phone_e164", "mobile", "mobile_e164", "title", "department",
        "account_id", "source", "status", "visibility", "assigned_queue_id", "assigned_to_id", "preferred_channel",
        "language", "timezone", "consent_email", "consent_sms", "consent_whatsapp", "external_crm_id",
        "external_crm_provider", "activity_count", "last_activity_at", "created_at", "updated_at", "version",
        "created_run", "deleted_at", "notes",
    ];

    private static readonly ConcurrentDictionary<ulong, ContactColumns> Known = new();

    private readonly int[] _at;

    private ContactColumns(ulong mask)
    {
        _at = new int[Names.Length];
        var selected = new List<string>();
        for (var i = 0; i < Names.Length; i++)
        {
            var wanted = (mask & (1UL << i)) != 0;
            _at[i] = wanted ? selected.Count : -1;
            if (wanted)
                selected.Add("c." + Names[i]);
        }

        Sql = string.Join(", ", selected);
        Count = selected.Count;
    }

    /// <summary>All of them.</summary>
    public static ContactColumns All { get; } = Known.GetOrAdd(ulong.MaxValue, m => new ContactColumns(m));

    /// <summary>The select list.</summary>
    public string Sql { get; }

    /// <summary>How many columns the select list has; what a statement selects besides comes after them.</summary>
    public int Count { get; }

    /// <summary>The columns that these fields are read from, the id always; null is all.</summary>
    public static ContactColumns Of(IReadOnlySet<ContactField>? fields)
    {
        if (fields is null || fields.Count == 0)
            return All;
        var mask = 1UL;
        foreach (var field in fields)
        {
            if (field == ContactFields.FullName)
                mask |= Bit("first_name") | Bit("last_name");
            else
                mask |= Bit(field.Column);
        }

        return Known.GetOrAdd(mask, m => new ContactColumns(m));
    }

    private static ulong Bit(string column) => 1UL << Array.IndexOf(Names, column);

    public Contact Read(DbDataReader row, Dialect dialect) => new()
    {
        Id = dialect.ReadId(row, _at[0]),
        FirstName = Text(row, 1) ?? "",
        LastName = Text(row, 2) ?? "",
        Email = Text(row, 3),
        Phone = Text(row, 4),
        PhoneE164 = Text(row, 5),
        Mobile = Text(row, 6),
        MobileE164 = Text(row, 7),
        Title = Text(row, 8),
        Department = Text(row, 9),
        AccountId = Has(row, 10) ? dialect.ReadId(row, _at[10]) : null,
        Source = (ContactSource)Number(row, 11),
        Status = (ContactStatus)Number(row, 12),
        Visibility = (ContactVisibility)Number(row, 13),
        AssignedQueueId = Text(row, 14),
        AssignedToId = Text(row, 15),
        PreferredChannel = Has(row, 16) ? (PreferredChannel)Number(row, 16) : null,
        Language = Text(row, 17),
        TimeZone = Text(row, 18),
        ConsentEmail = (ConsentState)Number(row, 19),
        ConsentSms = (ConsentState)Number(row, 20),
        ConsentWhatsapp = (ConsentState)Number(row, 21),
        ExternalCrmId = Text(row, 22),
        ExternalCrmProvider = Text(row, 23),
        ActivityCount = Number(row, 24),
        LastActivityAt = Has(row, 25) ? dialect.ReadInstant(row, _at[25]) : null,
        CreatedAt = Has(row, 26) ? dialect.ReadInstant(row, _at[26]) : default,
        UpdatedAt = Has(row, 27) ? dialect.ReadInstant(row, _at[27]) : default,
        Version = Number(row, 28),
        CreatedRun = Has(row, 29) ? dialect.ReadId(row, _at[29]) : null,
        DeletedAt = Has(row, 30) ? dialect.ReadInstant(row, _at[30]) : null,
        Notes = Text(row, 31),
    };

    private bool Has(DbDataReader row, int column) => _at[column] >= 0 && !row.IsDBNull(_at[column]);

    private string? Text(DbDataReader row, int column) => Has(row, column) ? row.GetString(_at[column]) : null;

    private int Number(DbDataReader row, int column) => _at[column] >= 0 ? row.GetInt32(_at[column]) : 0;
}
