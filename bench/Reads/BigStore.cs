using System.Globalization;
using CrmContacts.Core;
using CrmContacts.Core.Contacts;
using CrmContacts.Core.Directory;
using CrmContacts.Core.Visibility;
using CrmContacts.Tests.Support.Crowds;
using CrmContacts.Tests.Support.Processes;
using CrmContacts.Tests.Support.Stores;
using Microsoft.Extensions.DependencyInjection;

namespace CrmContacts.Bench.Reads;

/// <summary>A store with many contacts of the tenant <c>acme</c>, on SQLite made once and kept; and who asks of it.</summary>
/// <param name="Folder">The host's data directory.</param>
/// <param name="Postgres">Its connection string; null for SQLite.</param>
internal sealed record BigStore(string Folder, string? Postgres, Tenant Acme, IReadOnlyList<Contact> Some)
{
    /// <summary>What a driver opens: a file, or a connection string.</summary>
    public string Database => Postgres ?? Path.Combine(Folder, "crm.db");

    /// <summary>How a host is told of it.</summary>
    public IReadOnlyDictionary<string, string> Settings => Postgres is null
        ? new Dictionary<string, string>(StringComparer.Ordinal)
        : new Dictionary<string, string>(StringComparer.Ordinal) { ["Crm__Database"] = "postgres", ["ConnectionStrings__Crm"] = Postgres };

    public Viewer Manager => new(Acme, "manager", "Manager", [], Permission.Manage);

    public Viewer Agent => Crowd.AgentOf(Acme);

    /// <summary>Holds a permission and sees not one contact.</summary>
    public Viewer Nobody => new(Acme, "nobody", "Nobody", [], Permission.View);

    /// <param name="rows">How many contacts.</param>
    /// <param name="name">Names the kept store; another <paramref name="dress"/> needs another name.</param>
    /// <param name="dress">What becomes of each person of the crowd.</param>
    public static async Task<BigStore> OfAsync(int rows, string name = "crowd", Func<int, Contact, Contact>? dress = null)
    {
        var folder = FolderOf(rows, name);
        var done = Path.Combine(folder, "done");
        if (!File.Exists(done) && Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
        Directory.CreateDirectory(folder);
        return await OfAsync(folder, null, rows, dress);
    }

    /// <summary>The same people in a database of their own on a PostgreSQL of our own, which ends with us.</summary>
    public static async Task<BigStore> OnPostgresAsync(int rows)
    {
        var server = await PostgresServer.RunningAsync();
        var store = await OfAsync(TestFolder.Create("bench-"), await server.CreateDatabaseAsync(), rows, dress: null);
        await using var connection = new Npgsql.NpgsqlConnection(store.Postgres);
        await connection.OpenAsync();
        // What its own housekeeping does within minutes.
        await using var command = new Npgsql.NpgsqlCommand("VACUUM ANALYZE", connection);
        await command.ExecuteNonQueryAsync();
        return store;
    }

    private static async Task<BigStore> OfAsync(string folder, string? postgres, int rows, Func<int, Contact, Contact>? dress)
    {
        var done = Path.Combine(folder, "done");
        var services = new ServiceCollection().AddLogging().AddSingleton(TimeProvider.System);
        services.AddCrmCore(new CrmCoreOptions { DataDirectory = folder, Database = postgres is null ? "sqlite" : "postgres", ConnectionString = postgres });
        await using var provider = services.BuildServiceProvider();
        await provider.GetRequiredService<CrmStore>().StartAsync();
        var acme = await provider.GetRequiredService<ITenantDirectory>().UpsertAsync(new Tenant("acme", "Acme", "US", "UTC", []));
        if (!File.Exists(done))
        {
            var clock = System.Diagnostics.Stopwatch.StartNew();
            await Crowd.AddAsync(provider, acme, rows, dress: dress, told: n =>
            {
                if (n % 100_000 == 0)
                    Console.WriteLine($"{n:N0} contacts written, {n / clock.Elapsed.TotalSeconds:N0} a second");
            });
            await File.WriteAllTextAsync(done, "");
        }

        await using var scope = provider.CreateAsyncScope();
        var page = await scope.ServiceProvider.GetRequiredService<ContactReader>().PageAsync(
            new Viewer(acme, "manager", "Manager", [], Permission.Manage), new ContactQuery { First = 200, Order = [new ContactSort(ContactFields.CreatedAt)] });
        return new BigStore(folder, postgres, acme, page.Contacts);
    }

    /// <summary>Where a store is kept. A store of another schema is another store.</summary>
    public static string FolderOf(int rows, string name)
    {
        var schema = Directory.GetFiles(Repository.PathOf("src", "Core", "Data", "Sqlite", "Migrations"), "*.sql").Length;
        return Path.Combine(Repository.Artifacts("bench"), string.Create(CultureInfo.InvariantCulture, $"{name}-{rows}-{schema}"));
    }
}
