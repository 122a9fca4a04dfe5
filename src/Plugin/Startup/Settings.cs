using Microsoft.Extensions.Configuration;

namespace CrmContacts.Startup;

/// <summary>Reads the options from the host's configuration.</summary>
internal static class Settings
{
    public static CrmContactsOptions Read(IConfiguration configuration)
    {
        var options = new CrmContactsOptions();
        configuration.GetSection("Crm").Bind(options);
        options.ConnectionString = configuration.GetConnectionString("Crm") ?? options.ConnectionString;
        options.Redis = configuration.GetConnectionString("Redis") ?? options.Redis;
        options.Database = options.Database.ToLowerInvariant();
        // A host with an Authentication section of its own puts ours into Crm:Authentication.
        var own = configuration.GetSection("Crm:Authentication");
        if (!own.Exists())
            configuration.GetSection("Authentication").Bind(options.Authentication);
        return options;
    }

    /// <summary>Refuses what cannot be served safely.</summary>
    /// <exception cref="CrmSetupException">It says what to set.</exception>
    public static void Demand(CrmContactsOptions options)
    {
        if (options.Database is not ("sqlite" or "postgres"))
            throw new CrmSetupException($"Crm:Database is '{options.Database}'; set it to sqlite or postgres.");
        if (options is { Database: "postgres", ConnectionString: null })
            throw new CrmSetupException("Crm:Database is postgres: set ConnectionStrings:Crm to the database.");
        if (options.StatementTimeoutSeconds < 0)
            throw new CrmSetupException($"Crm:StatementTimeoutSeconds is {options.StatementTimeoutSeconds}; set it to a number of seconds, or to 0 for no limit.");
        if (options.StagedFiles.ToLowerInvariant() is not ("auto" or "directory" or "database"))
            throw new CrmSetupException($"Crm:StagedFiles is '{options.StagedFiles}'; set it to auto, directory or database.");
        if (options.Database == "sqlite" && options.StagedFiles.Equals("database", StringComparison.OrdinalIgnoreCase))
            throw new CrmSetupException("Crm:StagedFiles is database, which needs Crm:Database to be postgres; with sqlite, set it to directory or leave it out.");
        if (options.VerifyCron is { Length: > 0 } cron && !Quartz.CronExpression.IsValidExpression(cron))
            throw new CrmSetupException($"Crm:VerifyCron is '{cron}'; set it to a cron expression of six fields, such as '0 0 3 * * ?' (every night at three, UTC), or to nothing to never compare counts.");

        var authentication = options.Authentication;
        if (authentication is { Authority: null, SharedKey: null })
        {
            throw new CrmSetupException(
                "No authentication is configured, so nobody could be told apart. Set Authentication:Authority and Authentication:Audience "
                + "(an OpenID Connect provider), or Authentication:SharedKey (at least 32 characters that the telephony system signs its tokens with); "
                + "or set Crm:Demo to true on a machine of your own.");
        }

        if (authentication is { Authority: not null, SharedKey: not null })
            throw new CrmSetupException("Authentication:Authority and Authentication:SharedKey are both set; leave one out.");
        if (authentication is { Authority: not null, Audience: null })
            throw new CrmSetupException("Authentication:Authority is set: set Authentication:Audience too, or tokens for other services would be taken.");
        if (authentication.SharedKey is { } key && System.Text.Encoding.UTF8.GetByteCount(key) < 32)
            throw new CrmSetupException("Authentication:SharedKey is too short: it needs at least 32 bytes.");
    }
}
