using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using CrmContacts.Tests.Support.Demo;
using CrmContacts.Tests.Support.Stores;

namespace CrmContacts.Tests.Support.Processes;

/// <summary>
/// The real host, as a process of its own: the built program of <c>src/Host</c> on a free port with a data directory of
/// its own. A test project that uses it references src/Host, so that it is built.
/// </summary>
public sealed class HostProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartWithin = TimeSpan.FromSeconds(60);

    private readonly IReadOnlyDictionary<string, string> _settings;
    private readonly StringBuilder _output = new();
    private Process _process = null!;
    private Watchdog? _watchdog;

    private HostProcess(string dataDirectory, int port, IReadOnlyDictionary<string, string> settings)
    {
        (DataDirectory, _settings) = (dataDirectory, settings);
        Address = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/"));
        Http = new HttpClient { BaseAddress = Address, Timeout = TimeSpan.FromSeconds(100) };
    }

    /// <summary>Where it listens.</summary>
    public Uri Address { get; }

    /// <summary>A client without a token.</summary>
    public HttpClient Http { get; }

    public string DataDirectory { get; }

    /// <summary>The id of the process that runs now.</summary>
    public int ProcessId => _process.Id;

    /// <summary>Everything it wrote, of all its lives.</summary>
    public string Output
    {
        get
        {
            lock (_output)
                return _output.ToString();
        }
    }

    /// <summary>Starts the host in Development, with the demo, and waits until it is ready.</summary>
    /// <param name="settings">Environment on top of that: <c>Crm__Database</c>, <c>ConnectionStrings__Crm</c>, ….</param>
    /// <param name="dataDirectory">An existing one, or null for a new one.</param>
    public static async Task<HostProcess> StartAsync(IReadOnlyDictionary<string, string>? settings = null, string? dataDirectory = null)
    {
        var host = new HostProcess(dataDirectory ?? TestFolder.Create("host-"), FreePort.Next(), settings ?? new Dictionary<string, string>(StringComparer.Ordinal));
        await host.StartAgainAsync();
        return host;
    }

    /// <summary>Starts it on the same directory and port, after <see cref="KillAsync"/> or <see cref="StopAsync"/>.</summary>
    public async Task StartAgainAsync()
    {
        _process = Process.Start(Command())!;
        _watchdog = Watchdog.Over(_process.Id, Signals.KillNow);
        _process.OutputDataReceived += (_, line) => Note(line.Data);
        _process.ErrorDataReceived += (_, line) => Note(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        await Eventually.TrueAsync(IsReadyAsync, StartWithin, () => Output);
    }

    /// <summary>Ends it with <c>kill -9</c>: no handler of it runs.</summary>
    public Task KillAsync() => EndAsync(Signals.KillNow);

    /// <summary>Asks it to end (SIGTERM) and waits.</summary>
    public Task StopAsync() => EndAsync(Signals.Terminate);

    /// <summary>A client that carries the demo token of <paramref name="agent"/>.</summary>
    public async Task<HttpClient> ClientOfAsync(string agent)
    {
        var client = new HttpClient { BaseAddress = Address, Timeout = TimeSpan.FromSeconds(100) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await DemoTokens.OfAsync(Http, agent));
        return client;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            await StopAsync();
        Http.Dispose();
        _process.Dispose();
    }

    private ProcessStartInfo Command()
    {
        var program = Repository.PathOf("src", "Host", "bin", Repository.Configuration, "net10.0", "CrmContacts.Host.dll");
        if (!File.Exists(program))
            throw new InvalidOperationException($"The host is not built: {program} is missing.");
        var start = new ProcessStartInfo("dotnet")
        {
            UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true,
            WorkingDirectory = Repository.PathOf("src", "Host"), ArgumentList = { program },
        };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        start.Environment["ASPNETCORE_URLS"] = Address.GetLeftPart(UriPartial.Authority);
        start.Environment["Crm__DataDirectory"] = DataDirectory;
        foreach (var (key, value) in _settings)
            start.Environment[key] = value;
        return start;
    }

    private async Task<bool> IsReadyAsync()
    {
        if (_process.HasExited)
            throw new InvalidOperationException("The host ended at once: " + Output);
        try
        {
            using var answer = await Http.GetAsync("health/ready");
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private async Task EndAsync(int signal)
    {
        Signals.Send(_process.Id, signal);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        try
        {
            await _process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException) when (_process.HasExited)
        {
            // It has ended; only its output is still open, in a process that was started beside it and has the pipe too.
        }
        catch (OperationCanceledException)
        {
            Signals.Send(_process.Id, Signals.KillNow);
            throw new InvalidOperationException("The host did not end within 30 s: " + Output);
        }
        finally
        {
            _watchdog?.CallOff();
        }
    }

    private void Note(string? line)
    {
        lock (_output)
            _output.AppendLine(line);
    }
}
