using System.Collections.Concurrent;
using System.Data.Common;
using System.Text.Json;
using CrmContacts.Core.Contacts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace CrmContacts.Bench.Reads;

/// <summary>
/// The baseline: what somebody would write by hand for just these requests. A minimal API without sign-in, one
/// prepared statement each on the same store, and the rows written as the same JSON. A process of its own.
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

        private readonly DbConnection _connection;
        private readonly DbCommand _page;
        private readonly DbCommand _one;
        private readonly DbCommand _callers;
        private readonly DbCommand _letter;
        private readonly DbCommand _letterOfBucket;

        public Link(string database)
        {
            var file = !database.Contains("Host=", StringComparison.Ordinal);
            _connection = file ? new SqliteConnection($"Data Source={database};Pooling=False") : new NpgsqlConnection(database);
            _connection.Open();
            if (file)
            {
                using var pragmas = _connection.CreateCommand();
                pragmas.CommandText = "PRAGMA mmap_size = 67108864; PRAGMA query_only = ON;";
                pragmas.ExecuteNonQuery();
            }

            const string letter = "name_key >= @p0 AND name_key < @p1";
            object id = file ? Guid.Empty.ToByteArray() : Guid.Empty;
            _page = Prepared($"SELECT {Columns} FROM crm_contacts WHERE tenant = {Tenant} AND deleted_at IS NULL AND status = @p0 ORDER BY name_key, id LIMIT 50", (short)0);
            _one = Prepared($"SELECT {Columns} FROM crm_contacts WHERE tenant = {Tenant} AND id = @p0 AND deleted_at IS NULL", id);
            _callers = Prepared($"SELECT {Columns} FROM crm_match_keys m {(file ? "CROSS JOIN" : "JOIN")} crm_contacts c ON c.tenant = m.tenant AND c.id = m.contact WHERE m.tenant = {Tenant} AND m.kind = 1 AND m.value = @p0", "");
            _letter = Prepared($"SELECT name_key FROM crm_contacts WHERE tenant = {Tenant} AND deleted_at IS NULL AND {letter} LIMIT 1", Array.Empty<byte>(), Array.Empty<byte>());
            _letterOfBucket = Prepared($"SELECT name_key FROM crm_contacts WHERE tenant = {Tenant} AND bucket = @p2 AND deleted_at IS NULL AND {letter} LIMIT 1", Array.Empty<byte>(), Array.Empty<byte>(), "");
        }

        private DbCommand Prepared(string sql, params object[] values)
        {
            var command = _connection.CreateCommand();
            command.CommandText = sql;
            foreach (var value in values)
            {
                var parameter = command.CreateParameter();
                parameter.ParameterName = "@p" + command.Parameters.Count.ToString(System.Globalization.CultureInfo.InvariantCulture);
                parameter.Value = value;
                command.Parameters.Add(parameter);
            }

            command.Prepare();
            return command;
        }

        public void WritePage(HttpContext http, int status)
        {
            _page.Parameters[0].Value = (short)status;
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
            _one.Parameters[0].Value = _connection is SqliteConnection ? id.ToByteArray(bigEndian: true) : id;
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

        private static void Write(Utf8JsonWriter json, DbDataReader row)
        {
            json.WriteStartObject();
            json.WriteString("id", row.GetValue(0) is byte[] bytes ? new Guid(bytes, bigEndian: true) : row.GetGuid(0));
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
