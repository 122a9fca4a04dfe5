namespace CrmContacts.Host.Demo;

/// <summary>Demo mode: tenants, people, contacts, and a sign-in without a password. For a machine of one's own.</summary>
internal static class DemoSetup
{
    /// <summary>Lets the demo's own key vouch for tokens, unless the settings name who does.</summary>
    public static void Vouch(WebApplicationBuilder builder, CrmContactsOptions options)
    {
        if (!options.Demo || options.Authentication is not { Authority: null, SharedKey: null })
            return;
        options.Authentication.SharedKey = DemoKey.Of(Path.Combine(builder.Environment.ContentRootPath, options.DataDirectory));
        options.Authentication.Issuer = DemoToken.Issuer;
        builder.Services.AddSingleton(new DemoToken(options.Authentication.SharedKey, TimeProvider.System));
    }

    /// <summary>Adds the demo's data, after the plugin: services start in the order in which they were added, and the seed imports.</summary>
    public static void AddDemo(this WebApplicationBuilder builder)
    {
        if (builder.Configuration.GetValue("Crm:Demo", false))
            builder.Services.AddHostedService<DemoSeed>();
    }

    public static void MapDemo(this WebApplication app)
    {
        if (app.Services.GetService<DemoToken>() is { } token)
            app.MapPost("/demo/token", token.AnswerAsync);
    }
}
