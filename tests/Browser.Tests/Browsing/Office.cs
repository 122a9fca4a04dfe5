using System.Globalization;
using System.Text.Json;
using CrmContacts.Browser.Tests.Story;
using CrmContacts.Tests.Support.Processes;
using Microsoft.Playwright;

namespace CrmContacts.Browser.Tests.Browsing;

/// <summary>
/// One host and one browser for many stories, one after the other. Each story makes the people that it is about, under
/// names of their own, and opens windows of its own: none minds what another has left behind.
/// </summary>
public sealed class Office : IAsyncLifetime
{
    private readonly Dictionary<string, HttpClient> _clients = new(StringComparer.Ordinal);
    private int _names;
    private int _numbers;

    public Chromium Chromium { get; } = new();

    public HostProcess Host { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        var host = HostProcess.StartAsync();
        await Chromium.InitializeAsync();
        Host = await host;
    }

    public async Task DisposeAsync()
    {
        foreach (var client in _clients.Values)
            client.Dispose();
        await Chromium.DisposeAsync();
        await Host.DisposeAsync();
    }

    /// <summary>The softphone's page as an agent has it, with a panel too narrow for list and card side by side.</summary>
    public Task<Window> OpenAsync(string agent, int width = 1100, Wire? wire = null, bool rows = true, Func<IPage, Task>? before = null) =>
        Window.OpenAsync(Chromium, Host, agent, new() { ViewportSize = new() { Width = width, Height = 800 } }, wire, rows: rows, before: before);

    /// <summary>The same agent at the API.</summary>
    public async Task<HttpClient> ApiAsync(string agent)
    {
        if (!_clients.TryGetValue(agent, out var client))
            _clients[agent] = client = await Host.ClientOfAsync(agent);
        return client;
    }

    /// <summary>A last name that nobody else has.</summary>
    public string Name(string root) => $"{root}{Interlocked.Increment(ref _names)}";

    /// <summary>A telephone number that nobody else has, as it is written where it belongs. Nor do the demo's end like it, whose last seven digits begin with 555.</summary>
    public string Number() => string.Create(CultureInfo.InvariantCulture, $"+1 202-556-{1000 + Interlocked.Increment(ref _numbers):D4}");

    /// <summary>Alice makes a contact; gives its id.</summary>
    public async Task<string> HireAsync(object input)
    {
        var data = await (await ApiAsync("alice")).AskAsync("mutation($input: CreateContactInput!) { createContact(input: $input) { contact { id } errors { __typename ... on Error { message } } } }", new { input });
        var made = data.GetProperty("createContact");
        Assert.True(made.GetProperty("contact").ValueKind == JsonValueKind.Object, made.ToString());
        return made.GetProperty("contact").GetProperty("id").GetString()!;
    }
}

/// <summary>The stories that share the <see cref="Office"/>.</summary>
[CollectionDefinition(Name)]
public sealed class SharedOffice : ICollectionFixture<Office>
{
    public const string Name = "office";
}
