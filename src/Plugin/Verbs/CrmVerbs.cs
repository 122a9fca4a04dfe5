using CrmContacts.Core;
using CrmContacts.Core.Directory;
using CrmContacts.Startup;
using Microsoft.Extensions.DependencyInjection;

namespace CrmContacts.Verbs;

/// <summary>What an operator does at the command line: <c>crm tenant add|list</c>, <c>crm migrate-schema</c>.</summary>
public static class CrmVerbs
{
    private const string Usage = """
        crm tenant add SLUG [--name NAME] [--country ISO] [--timezone IANA] [--origin ORIGIN]…
        crm tenant list
        crm migrate-schema
        """;

    /// <summary>True when the program was called for a verb rather than to serve.</summary>
    public static bool Are(string[] args) => args is ["crm", ..];

    /// <summary>Carries the verb out on the store that the settings name; nothing is served.</summary>
    /// <returns>The program's exit code: 0, 1 for a refusal, 2 for a call that is not understood.</returns>
    public static async Task<int> RunAsync(string[] args, IServiceProvider services, TextWriter output, CancellationToken cancellation = default)
    {
        var options = services.GetRequiredService<CrmContactsOptions>();
        var tenants = services.GetRequiredService<ITenantDirectory>();
        Tenant? added = null;
        if (args is ["crm", "tenant", "add", var slug, .. var more])
            added = TenantArguments.Read(slug, more);
        if (added is null && args is not (["crm", "tenant", "list"] or ["crm", "migrate-schema"]))
        {
            await output.WriteLineAsync(Usage);
            return 2;
        }

        if (args is ["crm", "migrate-schema"])
            services.GetRequiredService<CrmCoreOptions>().MigrateOnStart = true;
        await StoreService.OpenAsync(options, services.GetRequiredService<CrmStore>(), tenants, cancellation);
        if (added is not null)
            await output.WriteLineAsync($"{(await tenants.UpsertAsync(added, cancellation)).Slug} is set.");
        if (args is ["crm", "tenant", "list"])
        {
            foreach (var tenant in await tenants.AllAsync(cancellation))
                await output.WriteLineAsync($"{tenant.Slug}\t{tenant.Name}\t{tenant.DefaultCountry}\t{tenant.TimeZone}\t{string.Join(' ', tenant.AllowedOrigins)}");
        }

        if (args is ["crm", "migrate-schema"])
            await output.WriteLineAsync("The schema is up to date.");
        return 0;
    }
}
