namespace CrmContacts.Tests.Support.Stores;

/// <summary>Settings that put the real host on a fresh store of an engine.</summary>
public static class HostStores
{
    /// <summary>Environment for <see cref="Processes.HostProcess.StartAsync"/>.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> FreshAsync(Engine engine)
    {
        var settings = new Dictionary<string, string>(StringComparer.Ordinal);
        if (engine == Engine.Postgres)
        {
            var server = await PostgresServer.RunningAsync();
            settings["Crm__Database"] = "postgres";
            settings["ConnectionStrings__Crm"] = await server.CreateDatabaseAsync();
        }

        return settings;
    }
}
