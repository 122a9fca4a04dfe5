using System.Globalization;
using CrmContacts.Core;
using CrmContacts.Core.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace CrmContacts.Tests.Support.Stores;

/// <summary>
/// A store as the very first migration made it, with people, companies, tags, a static and a dynamic list, kept counts, history, an import and
/// its failing row in it: written by SQL of that time, not by the program of today.
/// </summary>
public static class FirstSchema
{
    private const string First = "0001_Initial";

    /// <summary>Makes one.</summary>
    /// <param name="engine">Which database.</param>
    /// <param name="people">How many contacts the first tenant has: at least 8.</param>
    public static async Task<CrmCoreOptions> MakeAsync(Engine engine, int people)
    {
        var options = new CrmCoreOptions { Database = engine == Engine.Sqlite ? "sqlite" : "postgres", DataDirectory = TestFolder.Create("first-") };
        if (engine == Engine.Postgres)
            options.ConnectionString = await (await PostgresServer.RunningAsync()).CreateDatabaseAsync();
        await MigrateAsync(options, First);
        await ExecuteAsync(options, Data(engine, people));
        return options;
    }

    /// <summary>A copy of it.</summary>
    public static async Task<CrmCoreOptions> CopyAsync(CrmCoreOptions from)
    {
        var copy = new CrmCoreOptions { Database = from.Database, DataDirectory = TestFolder.Create("first-") };
        if (from.Database == "sqlite")
            File.Copy(FileOf(from), FileOf(copy));
        else
            copy.ConnectionString = await (await PostgresServer.RunningAsync()).CreateDatabaseAsync(new NpgsqlConnectionStringBuilder(from.ConnectionString).Database);
        return copy;
    }

    /// <summary>Brings it to a migration, and no further.</summary>
    public static async Task MigrateAsync(CrmCoreOptions options, string to)
    {
        await using var context = Context(options);
        await context.Database.GetService<IMigrator>().MigrateAsync(to);
    }

    /// <summary>Every migration that there is, in order, and how many are applied.</summary>
    public static async Task<(IReadOnlyList<string> All, int Applied)> MigrationsAsync(CrmCoreOptions options)
    {
        await using var context = Context(options);
        return (context.Database.GetMigrations().ToList(), (await context.Database.GetAppliedMigrationsAsync()).Count());
    }

    private static CrmContext Context(CrmCoreOptions options) => options.Database == "sqlite"
        ? new SqliteCrmContext(new DbContextOptionsBuilder<SqliteCrmContext>()
            .UseSqlite($"Data Source={FileOf(options)};Pooling=False", o => o.MigrationsHistoryTable("crm_migrations")).ReplaceService<IMigrationsIdGenerator, Numbered>().Options)
        : new PostgresCrmContext(new DbContextOptionsBuilder<PostgresCrmContext>()
            .UseNpgsql(Unpooled(options), o => o.MigrationsHistoryTable("crm_migrations")).ReplaceService<IMigrationsIdGenerator, Numbered>().Options);

    /// <summary>EF Core finds by name only migrations that are called by a time.</summary>
    private sealed class Numbered : IMigrationsIdGenerator
    {
        public string GenerateId(string name) => name;

        public string GetName(string id) => id;

        public bool IsValidId(string value) => true;
    }

    private static string Unpooled(CrmCoreOptions options) => new NpgsqlConnectionStringBuilder(options.ConnectionString) { Pooling = false }.ConnectionString;

    public static string FileOf(CrmCoreOptions options) => Path.Combine(options.DataDirectory, "crm.db");

    private static async Task ExecuteAsync(CrmCoreOptions options, string sql)
    {
        await using System.Data.Common.DbConnection connection = options.Database == "sqlite"
            ? new SqliteConnection($"Data Source={FileOf(options)};Pooling=False")
            : new NpgsqlConnection(Unpooled(options));
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.CommandTimeout = 120;
        await command.ExecuteNonQueryAsync();
    }

    private static string Data(Engine engine, int people)
    {
        var lite = engine == Engine.Sqlite;
        string Id(string tail) => lite ? $"x'0190aaaa000070008000{tail.PadLeft(12, '0')}'" : $"'0190aaaa-0000-7000-8000-{tail.PadLeft(12, '0')}'::uuid";
        string At(long ms) => lite ? ms.ToString(CultureInfo.InvariantCulture) : string.Create(CultureInfo.InvariantCulture, $"to_timestamp({ms / 1000.0:F3})");
        string Flag(bool yes) => lite ? (yes ? "1" : "0") : yes ? "true" : "false";
        string Bytes(string text) => lite ? $"CAST({text} AS BLOB)" : $"convert_to({text}, 'UTF8')";
        const long day = 1_750_000_000_123;
        var numbers = lite
            ? $"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {people})"
            : $"WITH n(i) AS (SELECT generate_series(1, {people}))";
        var eachId = lite ? "unhex('0190aaaa000070008000' || printf('%012x', i))" : "('0190aaaa-0000-7000-8000-' || lpad(to_hex(i), 12, '0'))::uuid";
        var eachAt = lite ? $"{day} + i" : $"to_timestamp({day / 1000.0:F3}) + i * interval '1 millisecond'";
        string Padded(string lead) => lite ? $"'{lead}' || printf('%06d', i)" : $"'{lead}' || lpad(i::text, 6, '0')";
        var queue = "CASE WHEN i % 2 = 0 THEN 'sales' END";
        var zero = Id("0").Replace(lite ? "0190aaaa000070008000" : "0190aaaa-0000-7000-8000", lite ? "00000000000000000000" : "00000000-0000-0000-0000", StringComparison.Ordinal);
        var search = lite ? "" : ", search";
        var half = people / 2;
        const string filter = """{"lastName":{"startsWith":"Person"}}""";
        return string.Create(CultureInfo.InvariantCulture, $$"""
            INSERT INTO crm_store (one, epoch, seq) VALUES (1, {{Id("eeee")}}, 1);
            INSERT INTO crm_tenants (tenant, slug, name, default_country, timezone, allowed_origins, limits, created_at) VALUES
              (1, 'acme', 'Acme', 'US', 'America/New_York', '["https://acme.example"]', '{}', {{At(day)}}), (2, 'globex', 'Globex', 'DE', 'Europe/Berlin', '[]', '{}', {{At(day)}});
            {{(lite ? "" : "SELECT setval(pg_get_serial_sequence('crm_tenants', 'tenant'), 2);")}}
            INSERT INTO crm_agents (tenant, id, name, email) VALUES (1, 'alice', 'Alice Adams', 'alice@acme.example'), (1, 'bob', 'Bob Brown', NULL);
            INSERT INTO crm_queues (tenant, id, name) VALUES (1, 'sales', 'Sales');
            INSERT INTO crm_accounts (tenant, id, name, name_fold, created_at) VALUES (1, {{Id("acc")}}, 'Initech', 'initech', {{At(day)}});
            {{numbers}} INSERT INTO crm_contacts (tenant, id, bucket, name_key, first_name, last_name, first_name_fold, last_name_fold, email, email_fold, account_id, source, status, visibility,
              assigned_queue_id, consent_email, consent_sms, consent_whatsapp, activity_count, created_at, updated_at, version, notes{{search}})
            SELECT 1, {{eachId}}, CASE WHEN i % 2 = 0 THEN 'queue:sales' ELSE 'all' END, {{Bytes(Padded("person") + (lite ? " || char(0) || 'zoe'" : " || 'zoe'"))}}, 'Zoë', {{Padded("Person")}}, 'zoë', {{Padded("person")}},
              {{Padded("zoe")}} || '@example.com', {{Padded("zoe")}} || '@example.com', CASE WHEN i % 3 = 0 THEN {{Id("acc")}} END, 8, 0, CASE WHEN i % 2 = 0 THEN 1 ELSE 0 END,
              {{queue}}, 0, 1, 2, 0, {{eachAt}}, {{eachAt}}, 1, CASE WHEN i % 5 = 0 THEN 'nötes' END{{(lite ? "" : ", array_to_tsvector(ARRAY['1:zoe'])")}} FROM n;
            {{(lite ? "INSERT INTO crm_search (rowid, tokens) SELECT row_no, '1:zoe' FROM crm_contacts;" : "")}}
            {{numbers}} INSERT INTO crm_match_keys (tenant, kind, value, contact) SELECT 1, 0, {{Padded("zoe")}} || '@example.com', {{eachId}} FROM n;
            INSERT INTO crm_tags (tenant, id, name, name_fold) VALUES (1, {{Id("1a9")}}, 'VIP', 'vip');
            INSERT INTO crm_contact_tags (tenant, contact, tag) VALUES (1, {{Id("2")}}, {{Id("1a9")}}), (1, {{Id("3")}}, {{Id("1a9")}});
            INSERT INTO crm_lists (tenant, id, name, name_fold, kind, filter, counting, created_at, updated_at) VALUES
              (1, {{Id("115")}}, 'Friends', 'friends', 0, NULL, {{Flag(false)}}, {{At(day)}}, {{At(day)}}),
              (1, {{Id("dd1")}}, 'With Initech', 'with initech', 1, '{{filter}}', {{Flag(false)}}, {{At(day)}}, {{At(day)}});
            INSERT INTO crm_list_members (tenant, list, contact) VALUES (1, {{Id("115")}}, {{Id("1")}}), (1, {{Id("115")}}, {{Id("2")}});
            INSERT INTO crm_counts (tenant, scope, scope_id, bucket, count, version, changed_seq) VALUES
              (1, 0, {{zero}}, '*', {{people}}, 7, 1), (1, 0, {{zero}}, 'all', {{people - half}}, 7, 1), (1, 0, {{zero}}, 'queue:sales', {{half}}, 7, 1),
              (1, 1, {{Id("115")}}, '*', 2, 3, 1), (1, 1, {{Id("115")}}, 'all', 1, 3, 1), (1, 1, {{Id("115")}}, 'queue:sales', 1, 3, 1),
              (1, 2, {{Id("1a9")}}, '*', 2, 3, 1), (1, 2, {{Id("1a9")}}, 'all', 1, 3, 1), (1, 2, {{Id("1a9")}}, 'queue:sales', 1, 3, 1);
            INSERT INTO crm_changes (tenant, contact, version, at, agent, fields) VALUES (1, {{Id("1")}}, 1, {{At(day)}}, 'alice', '{"title":["a","b"]}');
            INSERT INTO crm_staged_files (tenant, id, agent, file_name, bytes, sha256, created_at, consumed_at) VALUES (1, {{Id("5f")}}, 'alice', 'people.csv', 12, {{Bytes("'0123456789abcdef0123456789abcdef'")}}, {{At(day)}}, {{At(day)}});
            INSERT INTO crm_imports (tenant, id, agent, agent_name, queues, permission, staged, file_name, options, status, phase, dry_run, cancel_asked, imported, updated, unchanged, skipped, errors,
              next_byte, next_row, next_line, error_token, fence, created_at, finished_at)
            VALUES (1, {{Id("1b")}}, 'alice', 'Alice Adams', '[]', 3, {{Id("5f")}}, 'people.csv', '{}', 2, 4, {{Flag(false)}}, {{Flag(false)}}, 1, 0, 0, 0, 1, 12, 2, 3, NULL, 1, {{At(day)}}, {{At(day)}});
            INSERT INTO crm_import_errors (tenant, run, row, line, byte_start, byte_end, codes, message) VALUES (1, {{Id("1b")}}, 2, 3, 6, 12, 'email_invalid', 'No address.');
            """);
    }
}
