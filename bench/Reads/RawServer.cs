using System.Collections.Concurrent;
using System.Text.Json;
using CrmContacts.Core.Contacts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace CrmContacts.Bench.Reads;

/// <summary>
/// The baseline: what somebody would write by hand for just these requests. A minimal API without sign-in, one
/// prepared statement each on the same file, and the rows written as the same JSON. A process of its own.
/// </summary>
internal static class RawServer
{
    public const string Verb = "raw-server";

    public static async Task RunAsync(string database, string port)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:" + port);
        var app = builder.Build();
        var links = new ConcurrentBag<Link>();
        app.MapGet("/health/ready", () => "ready");
        app.MapGet("/contacts", (HttpContext http, int status) => Answer(http, links, database, link => link.WritePage(http, status)));
        app.MapGet("/contact/{id:guid}", (HttpContext http, Guid id) => Answer(http, links, database, link => link.WriteOne(http, id)));
        app.MapGet("/phone/{number}", (HttpContext http, string number) => Answer(http, links, database, link => link.WriteCallers(http, number)));
        app.MapGet("/letters", (HttpContext http, string? buckets) => Answer(http, links, database, link => link.WriteLetters(http, buckets?.Split(',') ?? [])));
        await app.RunAsync();
    }

    private static async Task Answer(HttpContext http, ConcurrentBag<Link> links, string database, Action<Link> write)
    {
        if (!links.TryTake(out var link))
            link = new Link(database);
        http.Response.ContentType = "application/json; charset=utf-8";
        write(link);
        links.Add(link);
        await http.Response.BodyWriter.FlushAsync();
    }

    private sealed class Link
    {
        private const string Columns = "id, first_name, last_name, email, phone, status";
        private const string Tenant = "(SELECT tenant FROM crm_tenants WHERE slug = 'acme')";

        private readonly SqliteCommand _page;
        private readonly SqliteCommand _one;
        private readonly SqliteCommand _callers;
        private readonly SqliteCommand _letter;
        private readonly SqliteCommand _letterOfBucket;

        public Link(string database)
        {
            var connection = new SqliteConnection($"Data Source={database};Pooling=False");
            connection.Open();
            using var pragmas = connection.CreateCommand();
            pragmas.CommandText = "PRAGMA mmap_size = 67108864; PRAGMA query_only = ON;";
            pragmas.ExecuteNonQuery();
            _page = connection.CreateCommand();
            _page.CommandText = $"SELECT {Columns} FROM crm_contacts WHERE tenant = {Tenant} AND deleted_at IS NULL AND status = @status ORDER BY name_key, id LIMIT 50";
            _page.Parameters.Add("@status", SqliteType.Integer);
            _page.Prepare();
            _one = connection.CreateCommand();
            _one.CommandText = $"SELECT {Columns} FROM crm_contacts WHERE tenant = {Tenant} AND id = @id AND deleted_at IS NULL";
            _one.Parameters.Add("@id", SqliteType.Blob);
            _one.Prepare();
            _callers = connection.CreateCommand();
            _callers.CommandText = $"SELECT {Columns} FROM crm_match_keys m CROSS JOIN crm_contacts c ON c.tenant = m.tenant AND c.id = m.contact WHERE m.tenant = {Tenant} AND m.kind = 1 AND m.value = @value";
            _callers.Parameters.Add("@value", SqliteType.Text);
            _letter = connection.CreateCommand();
            _letter.CommandText = $"SELECT name_key FROM crm_contacts WHERE tenant = {Tenant} AND deleted_at IS NULL AND name_key >= @from AND name_key < @to LIMIT 1";
            _letterOfBucket = connection.CreateCommand();
            _letterOfBucket.CommandText = $"SELECT name_key FROM crm_contacts WHERE tenant = {Tenant} AND bucket = @bucket AND deleted_at IS NULL AND name_key >= @from AND name_key < @to LIMIT 1";
            foreach (var letter in new[] { _letter, _letterOfBucket })
            {
                letter.Parameters.Add("@from", SqliteType.Blob);
                letter.Parameters.Add("@to", SqliteType.Blob);
            }

            _letterOfBucket.Parameters.Add("@bucket", SqliteType.Text);
        }

        public void WritePage(HttpContext http, int status)
        {
            _page.Parameters[0].Value = status;
            using var json = new Utf8JsonWriter(http.Response.BodyWriter);
            json.WriteStartObject();
            json.WriteStartObject("data");
            json.WriteStartObject("contacts");
            json.WriteStartArray("nodes");
            using (var row = _page.ExecuteReader())
            {
                while (row.Read())
                    Write(json, row);
            }

            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteEndObject();
        }

        public void WriteOne(HttpContext http, Guid id)
        {
            _one.Parameters[0].Value = id.ToByteArray(bigEndian: true);
            using var json = new Utf8JsonWriter(http.Response.BodyWriter);
            json.WriteStartObject();
            json.WriteStartObject("data");
            json.WritePropertyName("contactById");
            using (var row = _one.ExecuteReader())
            {
                if (row.Read())
                    Write(json, row);
                else
                    json.WriteNullValue();
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        public void WriteCallers(HttpContext http, string number)
        {
            _callers.Parameters[0].Value = number;
            using var json = new Utf8JsonWriter(http.Response.BodyWriter);
            json.WriteStartArray();
            using (var row = _callers.ExecuteReader())
            {
                while (row.Read())
                    Write(json, row);
            }

            json.WriteEndArray();
        }

        /// <summary>One index probe for each letter and bucket.</summary>
        public void WriteLetters(HttpContext http, string[] buckets)
        {
            using var json = new Utf8JsonWriter(http.Response.BodyWriter);
            json.WriteStartArray();
            var probe = buckets.Length == 0 ? _letter : _letterOfBucket;
            foreach (var bucket in buckets.DefaultIfEmpty())
            {
                for (var letter = (byte)'a' - 1; letter <= 'z'; letter++)
                {
                    probe.Parameters[0].Value = letter < 'a' ? new byte[] { 0 } : [(byte)letter];
                    probe.Parameters[1].Value = new[] { (byte)(letter + 1) };
                    if (bucket is not null)
                        probe.Parameters[2].Value = bucket;
                    if (probe.ExecuteScalar() is not null)
                        json.WriteNumberValue(letter);
                }
            }

            json.WriteEndArray();
        }

        private static void Write(Utf8JsonWriter json, SqliteDataReader row)
        {
            json.WriteStartObject();
            json.WriteString("id", new Guid((byte[])row.GetValue(0), bigEndian: true));
            json.WriteString("firstName", row.GetString(1));
            json.WriteString("lastName", row.GetString(2));
            json.WriteString("email", row.IsDBNull(3) ? null : row.GetString(3));
            json.WriteString("phone", row.IsDBNull(4) ? null : row.GetString(4));
            json.WriteString("status", (ContactStatus)row.GetInt32(5) switch
            {
                ContactStatus.Active => "ACTIVE",
                ContactStatus.Inactive => "INACTIVE",
                _ => "DO_NOT_CONTACT",
            });
            json.WriteEndObject();
        }
    }
}
