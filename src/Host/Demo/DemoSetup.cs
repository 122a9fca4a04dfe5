namespace CrmContacts.Host.Demo;

/// <summary>Demo mode: tenants, people, contacts, and a sign-in without a password. For a machine of one's own.</summary>
internal static class DemoSetup
{
    public static void AddDemo(this IServiceCollection services, CrmContactsOptions options, string contentRoot)
    {
        // A host with real authentication may show the demo data; tokens are then its own.
        if (options.Authentication is { Authority: null, SharedKey: null })
        {
            options.Authentication.SharedKey = DemoKey.Of(Path.Combine(contentRoot, options.DataDirectory));
            options.Authentication.Issuer = DemoToken.Issuer;
            services.AddSingleton(new DemoToken(options.Authentication.SharedKey, TimeProvider.System));
        }

        services.AddHostedService<DemoSeed>();
    }

    public static void MapDemo(this WebApplication app)
    {
        if (app.Services.GetService<DemoToken>() is { } token)
            app.MapPost("/demo/token", token.AnswerAsync);
    }
}
