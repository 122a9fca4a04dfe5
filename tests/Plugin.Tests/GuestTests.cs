using System.Net;
using CrmContacts.Tests.Support.Hosts;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace CrmContacts.Plugin.Tests;

/// <summary>We are a guest of the host: nothing of it changes.</summary>
public sealed class GuestTests
{
    [Fact]
    public async Task Pages_of_the_host_know_nothing_of_our_tokens_and_headers()
    {
        await using var host = await PluginHost.StartAsync(prefix: "/crm", host: app => app.Map("/{**any}", (HttpContext context) => Results.Json(new { Who = context.User.Identity?.IsAuthenticated, SomeName = "kept" })));
        using var alice = host.Client("alice");
        using var answer = await alice.GetAsync("/orders?access_token=hello");
        var body = await answer.JsonAsync();
        Assert.False(body.GetProperty("who").GetBoolean());
        Assert.Equal("kept", body.GetProperty("someName").GetString());
        foreach (var header in new[] { "Content-Security-Policy", "X-Content-Type-Options", "Cache-Control", "Access-Control-Allow-Origin" })
            Assert.False(answer.Headers.Contains(header), header);
        using var outside = await alice.GetAsync("/api/crm-contacts/acme/imports");
        Assert.Equal("kept", (await outside.JsonAsync()).GetProperty("someName").GetString());
        using var inside = await alice.GetAsync("/crm/api/crm-contacts/acme/imports");
        Assert.True((await inside.JsonAsync()).TryGetProperty("imports", out _));
        Assert.Null(host.Services.GetService<IAuthenticationSchemeProvider>() is { } schemes ? await schemes.GetDefaultAuthenticateSchemeAsync() : null);
    }

    [Theory]
    [InlineData("/crm/widget/v1/nothing-here.js")]
    [InlineData("/crm/widget/v1/../../appsettings.json")]
    [InlineData("/crm/widget/v1/%2e%2e/%2e%2e/appsettings.json")]
    [InlineData("/crm/widget/v1/")]
    public async Task What_is_no_file_of_the_widget_is_404(string path)
    {
        await using var host = await PluginHost.StartAsync(prefix: "/crm");
        using var client = host.Client();
        using var answer = await client.GetAsync(path);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }
}
