using CrmContacts.Core;
using CrmContacts.Core.Counts.Verifying;
using CrmContacts.Core.Directory;
using CrmContacts.Core.Errors;
using CrmContacts.Startup;
using Microsoft.Extensions.DependencyInjection;

namespace CrmContacts.Verbs;

/// <summary>What an operator does at the command line: <c>crm tenant add|list</c>, <c>crm migrate-schema</c>, <c>crm migrate</c>, <c>crm verify</c>.</summary>
public static class CrmVerbs
{
    private const string Usage = """
        crm tenant add SLUG [--name NAME] [--country ISO] [--timezone IANA] [--origin ORIGIN]…
        crm tenant list
        crm migrate-schema
        crm migrate --from sqlite --to postgres [--source "Data Source=…"] [--target "Host=…"] [--staged DIRECTORY] [--restart]
        crm verify [--tenant SLUG] [--no-repair]
        """;

    /// <summary>True when the program was called for a verb rather than to serve.</summary>
    public static bool Are(string[] args) => args is ["crm", ..];

    /// <summary>Carries the verb out on the store that the settings name; nothing is served.</summary>
    /// <returns>The program's exit code: 0, 1 for a refusal, 2 for a call that is not understood; of <c>crm verify</c> and <c>crm migrate</c> also 3 (counts were off and are repaired) and, of the former, 4 (they are off).</returns>
    public static async Task<int> RunAsync(string[] args, IServiceProvider services, TextWriter output, CancellationToken cancellation = default)
    {
        var options = services.GetRequiredService<CrmContactsOptions>();
        var tenants = services.GetRequiredService<ITenantDirectory>();
        Tenant? added = null;
        if (args is ["crm", "tenant", "add", var slug, .. var more])
            added = TenantArguments.Read(slug, more);
        var verify = args is ["crm", "verify", .. var asked] ? VerifyVerb.Read(asked) : null;
        var migrate = args is ["crm", "migrate", .. var said] ? MigrateVerb.Read(said) : null;
        if (added is null && verify is null && migrate is null && args is not (["crm", "tenant", "list"] or ["crm", "migrate-schema"]))
        {
            await output.WriteLineAsync(Usage);
            return 2;
        }

        if (migrate is not null)
            return await migrate.RunAsync(options, services.GetRequiredService<CrmCoreOptions>(), output, cancellation);
        var store = services.GetRequiredService<CrmStore>();
        if (args is ["crm", "migrate-schema"])
        {
            services.GetRequiredService<CrmCoreOptions>().MigrateOnStart = true;
            store.Migrating += names =>
            {
                output.WriteLine($"{names.Count} migrations are applied: {string.Join(", ", names)}. Should this be interrupted, run it again.");
                output.Flush();
            };
        }

        try
        {
            await StoreService.OpenAsync(options, store, tenants, cancellation);
        }
        catch (CrmException inUse) when (inUse.Code == ErrorCode.Unavailable)
        {
            await output.WriteLineAsync(inUse.Message);
            if (verify is not null && options.Database == "sqlite")
                await output.WriteLineAsync("A store on SQLite belongs to one process. The host that runs compares its counts by itself, when Crm:VerifyCron says so, and logs what it finds.");
            return 1;
        }

        if (verify is not null)
            return await verify.RunAsync(services.GetRequiredService<CountVerifier>(), tenants, output, cancellation);
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
