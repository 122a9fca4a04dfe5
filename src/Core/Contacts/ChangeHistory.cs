using System.Buffers;
using System.Text;
using System.Text.Json;
using CrmContacts.Core.Data;
using CrmContacts.Core.Data.Sql;

namespace CrmContacts.Core.Contacts;

/// <summary><c>crm_changes</c>: one row per update, the changed fields before and after. History, conflict answers and undo read it; creation writes none.</summary>
internal static class ChangeHistory
{
    private static readonly Table Table = new("crm_changes",
        new("tenant", ColumnKind.Long), new("contact", ColumnKind.Id), new("version", ColumnKind.Int), new("at", ColumnKind.Instant),
        new("agent", ColumnKind.Text), new("run", ColumnKind.Id), new("fields", ColumnKind.Text));

    /// <summary>What the history calls a deletion (<c>[false,true]</c>) and a restoration.</summary>
    public const string Deleted = "deleted";

    /// <summary>The name of a stored field as the API has it: consents stand in an object of their own.</summary>
    public static string NameOnWire(string stored) => stored switch
    {
        "consentEmail" => "consent.email",
        "consentSms" => "consent.sms",
        "consentWhatsapp" => "consent.whatsapp",
        _ => stored,
    };

    /// <summary>False for what stands beside a number, so that it can be taken back as it was: nobody wrote it.</summary>
    public static bool IsShown(string stored) => stored != ContactFields.PhoneE164.Name && stored != ContactFields.MobileE164.Name;

    private static ContactField[] WithMeaning(ContactField field) =>
        field == ContactFields.Phone ? [field, ContactFields.PhoneE164] : field == ContactFields.Mobile ? [field, ContactFields.MobileE164] : [field];

    private static readonly ContactField[] Written = [.. ContactFields.All.Where(f => f.Written)];

    public static Task WriteAsync(WriteSession session, IReadOnlyList<ContactChange> changes, ChangeAuthor author, CancellationToken cancellation)
    {
        var rows = changes.Where(c => c.Before is not null)
            .Select(c => new object?[] { session.Tenant, c.After.Id, (long)c.After.Version, c.After.UpdatedAt, author.AgentId, author.Run, Fields(c) })
            .ToList();
        return session.InsertAsync(Table, rows, cancellation);
    }

    /// <summary>The fields in which two states of a contact differ, as far as a writer sets them.</summary>
    public static IEnumerable<ContactField> Differences(Contact before, Contact after) =>
        Written.Where(f => !Equals(f.Get(before), f.Get(after)));

    /// <summary><c>{"email":["before","after"],"tags":[[ids],[ids]],"customFields.size":[41,42.5]}</c>.</summary>
    private static string Fields(ContactChange change)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            foreach (var field in Differences(change.Before!.Contact, change.After).SelectMany(WithMeaning))
            {
                json.WriteStartArray(field.Name);
                Write(json, field.Get(change.Before.Contact));
                Write(json, field.Get(change.After));
                json.WriteEndArray();
            }

            if (!change.Before.Tags.ToHashSet().SetEquals(change.Tags))
            {
                json.WriteStartArray("tags");
                Write(json, change.Before.Tags);
                Write(json, change.Tags);
                json.WriteEndArray();
            }

            foreach (var custom in change.Custom)
            {
                json.WriteStartArray(custom.Name);
                Write(json, custom.Before);
                Write(json, custom.After);
                json.WriteEndArray();
            }

            if (change.Before.Contact.DeletedAt is null != change.After.DeletedAt is null)
            {
                json.WriteStartArray(Deleted);
                json.WriteBooleanValue(change.Before.Contact.DeletedAt is not null);
                json.WriteBooleanValue(change.After.DeletedAt is not null);
                json.WriteEndArray();
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void Write(Utf8JsonWriter json, IReadOnlyList<Guid> ids)
    {
        json.WriteStartArray();
        foreach (var id in ids)
            json.WriteStringValue(id);
        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case null: json.WriteNullValue(); break;
            case Enum one: json.WriteStringValue(WireNames.Of(one)); break;
            case Guid id: json.WriteStringValue(id); break;
            case decimal number: json.WriteNumberValue(number); break;
            case bool flag: json.WriteBooleanValue(flag); break;
            case DateOnly date: json.WriteStringValue(date.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)); break;
            case int number: json.WriteNumberValue(number); break;
            default: json.WriteStringValue((string)value); break;
        }
    }

    /// <summary>The fields that changed after <paramref name="version"/>, by name.</summary>
    public static async Task<IReadOnlySet<string>> ChangedSinceAsync(Session session, long tenant, Guid contact, int version, CancellationToken cancellation)
    {
        var sql = new SqlText();
        sql.Add($"SELECT h.fields FROM crm_changes h WHERE h.tenant = {sql.Arg(tenant)} AND h.contact = {sql.Arg(contact)} AND h.version > {sql.Arg((long)version)}");
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var fields in await session.ListAsync(sql, row => row.GetString(0), cancellation))
        {
            using var json = JsonDocument.Parse(fields);
            names.UnionWith(json.RootElement.EnumerateObject().Select(p => p.Name));
        }

        return names;
    }
}
