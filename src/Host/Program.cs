using CrmContacts;
using CrmContacts.Host;
using CrmContacts.Host.Demo;
using CrmContacts.Host.Operations;
using CrmContacts.Host.Pages;
using CrmContacts.Verbs;

NativeMemory.KeepTogether();
var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = ContentRoot.Find() });
// Outside Development an app that was built but not published would serve the widget's files empty.
builder.WebHost.UseStaticWebAssets();
Address.Default(builder);
builder.AddCrmContacts(options => DemoSetup.Vouch(builder, options));
builder.AddDemo();
builder.AddTelemetry();
builder.Services.AddHostedService<NativeMemory>();
// The default is thirty seconds, which is what orchestrators give before they kill: a line that does not close must not take all of it.
builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(15));

await using var app = builder.Build();
try
{
    if (CrmVerbs.Are(args))
        return await CrmVerbs.RunAsync(args, app.Services, Console.Out);

    app.UsePagePolicy();
    app.UseDefaultFiles();
    app.UseStaticFiles();
    app.MapCrmContacts();
    app.MapManager();
    app.MapApiReference();
    app.MapHealth();
    app.MapDemo();
    await app.RunAsync();
    return 0;
}
catch (CrmSetupException refusal)
{
    await Console.Error.WriteLineAsync(refusal.Message);
    return 1;
}
