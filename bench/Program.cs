using CrmContacts.Bench.Imports;
using CrmContacts.Bench.Reads;

namespace CrmContacts.Bench;

/// <summary><c>dotnet run -c Release --project bench -- NAME</c>: each bench prints a table and writes artifacts/bench/NAME.json.</summary>
public static class Program
{
    public static async Task<int> Main(string[] arguments)
    {
        switch (arguments)
        {
            case ["import"]:
                await ImportBench.RunAsync();
                return 0;
            case ["graphql"]:
                await GraphQLBench.RunAsync();
                return 0;
            case [RawServer.Verb, var database, var port]:
                await RawServer.RunAsync(database, port);
                return 0;
            default:
                Console.Error.WriteLine(
                    """
                    dotnet run -c Release --project bench -- NAME
                      import    100,000 new rows into SQLite, upload to done, against the limit of the store
                      graphql   the list query and one contact by id, CPU of the server against a raw handler
                    """);
                return 2;
        }
    }
}
