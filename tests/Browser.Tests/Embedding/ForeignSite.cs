using CrmContacts.Tests.Support.Processes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace CrmContacts.Browser.Tests.Embedding;

/// <summary>
/// A telephony application that is none of ours: a server of its own, whose pages are the files of docs/embedding.md, at
/// <c>http://localhost:PORT</c>, an origin and a site apart from the host's <c>127.0.0.1</c>. The host lists that origin, and no other.
/// </summary>
public sealed class ForeignSite : IAsyncLifetime
{
    private const string SharedKey = "a key of the telephony system, long enough";

    private readonly PageFiles _files = PageFiles.Read();
    private WebApplication _app = null!;

    public HostProcess Host { get; private set; } = null!;

    /// <summary>The listed origin.</summary>
    public Uri Listed { get; private set; } = null!;

    /// <summary>The same server under another name: an origin that nobody lists.</summary>
    public Uri Unlisted { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        var port = FreePort.Next();
        (Listed, Unlisted) = (new Uri($"http://localhost:{port}/"), new Uri($"http://127.0.0.1:{port}/"));
        Host = await HostProcess.StartAsync(new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Authentication__SharedKey"] = SharedKey,
            ["Crm__Tenants__acme__Name"] = "Acme Telecom",
            ["Crm__Tenants__acme__AllowedOrigins__0"] = Listed.GetLeftPart(UriPartial.Authority),
        });
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        // By that name it listens on 127.0.0.1 as well.
        builder.WebHost.UseUrls(Listed.ToString());
        _app = builder.Build();
        TokenDesk.Map(_app, SharedKey);
        _app.MapGet("/{name}", AnswerAsync);
        await _app.StartAsync();
    }

    public async Task DisposeAsync()
    {
        await _app.DisposeAsync();
        await Host.DisposeAsync();
    }

    /// <summary>A file of the page, of whichever origin.</summary>
    public string File(string name) => _files.Find(name, Host.Address) ?? throw new InvalidOperationException($"docs/embedding.md has no block named {name}.");

    private Task AnswerAsync(HttpContext context, string name)
    {
        if (_files.Find(name, Host.Address) is not { } text)
        {
            // The browser asks for an icon by itself; nothing else may be missing.
            context.Response.StatusCode = name == "favicon.ico" ? StatusCodes.Status204NoContent : StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }

        context.Response.Headers.ContentSecurityPolicy = File("foreign.policy").Trim();
        context.Response.ContentType = Path.GetExtension(name) switch { ".js" => "text/javascript", ".css" => "text/css", _ => "text/html; charset=utf-8" };
        return context.Response.WriteAsync(text);
    }
}
