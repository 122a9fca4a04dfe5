using CrmContacts.Bench.Agents;
using CrmContacts.Bench.Counts;
using CrmContacts.Bench.Imports;
using CrmContacts.Bench.Manager;
using CrmContacts.Bench.Reads;
using CrmContacts.Bench.Sidebar;
using CrmContacts.Tests.Support.Stores;

namespace CrmContacts.Bench;

/// <summary><c>dotnet run -c Release --project bench -- NAME</c>: each bench prints a table and writes artifacts/bench/NAME.json.</summary>
public static class Program
{
    public static async Task<int> Main(string[] arguments)
    {
        switch (arguments)
        {
            case ["import", ..]:
                await ImportBench.RunAsync(arguments.Contains("--postgres", StringComparer.Ordinal) ? Engine.Postgres : Engine.Sqlite, arguments.Number("rows", 100_000, 100, 5_000_000), arguments.Number("rounds", 3, 1, 20), !arguments.Contains("--copy", StringComparer.Ordinal));
                return 0;
            case ["import-large", ..]:
                await LargeImportBench.RunAsync(arguments.Number("megabytes", 1_024, 1, 1_024));
                return 0;
            case ["graphql", ..]:
                await GraphQLBench.RunAsync(arguments.Contains("--postgres", StringComparer.Ordinal) ? Engine.Postgres : Engine.Sqlite, arguments.Number("rows", 100_000, 1_000, 5_000_000));
                return 0;
            case ["agents", ..]:
                await AgentsBench.RunAsync(
                    arguments.Number("agents", 10_000, 2, 50_000), arguments.Number("restarted", 2_000, 2, 50_000), arguments.Number("hold", 300, 0, 3_600));
                return 0;
            case ["counts", ..]:
                await CountsBench.RunAsync(arguments.Number("rows", 100_000, 1_000, 5_000_000));
                return 0;
            case ["sidebar", ..]:
                await SidebarBench.RunAsync(arguments.Number("rows", 1_000_000, 1_000, 5_000_000), arguments.Number("rounds", 1_000, 10, 100_000));
                return 0;
            case ["manager", ..]:
                var contacts = arguments.Number("rows", 1_000_000, 1_000, 5_000_000);
                await ManagerBench.RunAsync(contacts, arguments.Number("tagged", Math.Min(100_000, contacts / 2), 100, contacts));
                return 0;
            case [AgentCrowd.Verb, var address, var first]:
                await AgentCrowd.RunAsync(address, first);
                return 0;
            case [RawServer.Verb, var database, var port]:
                await RawServer.RunAsync(database, port);
                return 0;
            default:
                Console.Error.WriteLine(
                    """
                    dotnet run -c Release --project bench -- NAME
                      import [--postgres [--copy]] [--rows 100000] [--rounds 3]   people who are new, who are changed, a dry run, and taking back, against what the store can take; --copy: against COPY alone
                      import-large [--megabytes 1024]   a file as large as one may be, while an agent edits: memory, what the edits take, counts
                      graphql [--postgres] [--rows 100000]   what is read, for three viewers, against a raw handler; a store is made once and kept in artifacts/bench
                      counts [--rows 100000]    an edit with two hundred lists and with none, beside 10,000 contacts; its push; an import; a new list; stores are kept likewise
                      sidebar [--rows 1000000] [--rounds 1000]   what an agent waits for in Chromium, and the page's memory after so many lists, pages and screen pops
                      manager [--rows 1000000] [--tagged 100000]   what a manager waits for in Chromium: first rows, filters, scrolling; memory; tagging all that match and taking it back
                      agents [--agents 10000] [--hold 300] [--restarted 2000]   pages of agents at one host: connecting, pushes to all for so many seconds, memory, a restart
                    """);
                return 2;
        }
    }
}
