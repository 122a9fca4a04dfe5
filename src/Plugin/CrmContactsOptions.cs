using CrmContacts.Core.Fairness;
using CrmContacts.Core.Import;

namespace CrmContacts;

/// <summary>The settings of the plugin: section <c>Crm</c>, <c>ConnectionStrings:Crm</c>, <c>ConnectionStrings:Redis</c> and section <c>Authentication</c>, or code.</summary>
public sealed class CrmContactsOptions
{
    /// <summary><c>sqlite</c> or <c>postgres</c>.</summary>
    public string Database { get; set; } = "sqlite";

    /// <summary>The store; for SQLite null takes <c>crm.db</c> in the data directory.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>Where signals go from node to node, as StackExchange.Redis is configured; null leaves them to PostgreSQL. A SQLite store has one node.</summary>
    public string? Redis { get; set; }

    /// <summary>SQLite file, staged uploads, keys. A relative one is below the host's content root.</summary>
    public string DataDirectory { get; set; } = "data";

    /// <summary>Where uploaded files wait: <c>database</c> (PostgreSQL only), <c>directory</c>, or <c>auto</c>: the database on PostgreSQL, the directory on SQLite.</summary>
    public string StagedFiles { get; set; } = "auto";

    /// <summary>The directory of uploaded files; null is <c>staged</c> in the data directory. Nodes that share a store and keep files in a directory share this one.</summary>
    public string? StagedDirectory { get; set; }

    /// <summary>How long a statement may take on PostgreSQL before it is given up, in seconds; 0 is for ever. <c>Command Timeout</c> of the connection string goes before it.</summary>
    public int StatementTimeoutSeconds { get; set; } = 30;

    /// <summary>Apply migrations at start. Null: yes on SQLite and in the demo; on PostgreSQL the operator runs <c>crm migrate-schema</c>.</summary>
    public bool? MigrateOnStart { get; set; }

    /// <summary>Demo mode: what it serves is the host's business, the store only migrates by itself.</summary>
    public bool Demo { get; set; }

    /// <summary>The longest CSV file that is taken, in bytes.</summary>
    public long MaxFileBytes { get; set; } = 1L << 30;

    /// <summary>How many columns a CSV file may have.</summary>
    public int MaxFileColumns { get; set; } = 1_000;

    /// <summary>How many rows a CSV file may have.</summary>
    public long MaxFileRows { get; set; } = 10_000_000;

    /// <summary>How large a cell of a CSV file may be, in bytes of UTF-8.</summary>
    public int MaxCellBytes { get; set; } = 1 << 20;

    /// <summary>What each tenant may take of a node, so that none takes what others need.</summary>
    public TenantLimits Limits { get; set; } = new();

    /// <summary>Limits of imports, and what they may tell.</summary>
    public CrmImportOptions Import { get; } = new();

    /// <summary>When kept counts are compared with a recount, as a Quartz cron expression (second, minute, hour, day, month, weekday) in UTC; empty is never.</summary>
    public string? VerifyCron { get; set; } = "0 0 3 * * ?";

    /// <summary>Who vouches for bearer tokens.</summary>
    public CrmAuthenticationOptions Authentication { get; } = new();

    /// <summary>Tenants by slug, made or set at start.</summary>
    public Dictionary<string, CrmTenantOptions> Tenants { get; } = new(StringComparer.Ordinal);
}

/// <summary>Either an authority or a shared key.</summary>
public sealed class CrmAuthenticationOptions
{
    /// <summary>The OpenID Connect authority whose keys sign the tokens; needs <see cref="Audience"/>.</summary>
    public string? Authority { get; set; }

    /// <summary>The audience that tokens must name.</summary>
    public string? Audience { get; set; }

    /// <summary>The issuer that tokens must name; with an authority its own is the default.</summary>
    public string? Issuer { get; set; }

    /// <summary>The key that the telephony system signs tokens with (HMAC-SHA-2), at least 32 bytes of UTF-8.</summary>
    public string? SharedKey { get; set; }
}

/// <summary>One tenant in the settings.</summary>
public sealed class CrmTenantOptions
{
    public string? Name { get; set; }

    /// <summary>ISO 3166 code for phone numbers without a country.</summary>
    public string DefaultCountry { get; set; } = "US";

    /// <summary>IANA id.</summary>
    public string TimeZone { get; set; } = "UTC";

    /// <summary>Foreign origins whose pages may use the API and the hub with a token of this tenant.</summary>
    public List<string> AllowedOrigins { get; } = [];

    /// <summary>What it may take; what is not said is as in <see cref="CrmContactsOptions.Limits"/>.</summary>
    public TenantLimits Limits { get; set; } = new();
}
