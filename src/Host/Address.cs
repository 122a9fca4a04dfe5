namespace CrmContacts.Host;

/// <summary>Where the host listens when nobody says so.</summary>
internal static class Address
{
    /// <summary>Not in appsettings.json: there it would win over ASPNETCORE_URLS.</summary>
    public static void Default(WebApplicationBuilder builder)
    {
        var settings = builder.Configuration;
        if (settings["urls"] is null && settings["http_ports"] is null && settings["https_ports"] is null && !settings.GetSection("Kestrel:Endpoints").Exists())
            builder.WebHost.UseUrls("http://localhost:5080");
    }
}
