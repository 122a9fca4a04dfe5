using CrmContacts.Core.Directory;

namespace CrmContacts.Verbs;

/// <summary>The arguments of <c>crm tenant add</c>.</summary>
internal static class TenantArguments
{
    /// <summary>The tenant, or null when an argument is not understood.</summary>
    public static Tenant? Read(string slug, IReadOnlyList<string> args)
    {
        if (slug.Length is 0 or > 128 || slug.StartsWith('-') || args.Count % 2 != 0)
            return null;
        var tenant = new Tenant(slug, slug, "US", "UTC", []);
        for (var i = 0; i < args.Count; i += 2)
        {
            var value = args[i + 1];
            var next = args[i] switch
            {
                "--name" => tenant with { Name = value },
                "--country" => tenant with { DefaultCountry = value.ToUpperInvariant() },
                "--timezone" => tenant with { TimeZone = value },
                "--origin" => tenant with { AllowedOrigins = [.. tenant.AllowedOrigins, value] },
                _ => null,
            };
            if (next is null)
                return null;
            tenant = next;
        }

        return tenant;
    }
}
