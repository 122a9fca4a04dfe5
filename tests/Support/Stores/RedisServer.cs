using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using CrmContacts.Tests.Support.Processes;

namespace CrmContacts.Tests.Support.Stores;

/// <summary>A real Redis on a free loopback port that keeps nothing. It ends with whoever started it. None installed is a failure, never a skip.</summary>
public sealed class RedisServer : IAsyncDisposable
{
    private readonly int _port = FreePort.Next();
    private Process _process = null!;
    private Watchdog _watchdog = null!;

    private RedisServer()
    {
    }

    /// <summary>For <c>ConnectionStrings__Redis</c>.</summary>
    public string Configuration => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{_port}");

    public static async Task<RedisServer> StartAsync()
    {
        var server = new RedisServer();
        await server.StartAgainAsync();
        return server;
    }

    /// <summary>On the same port, after <see cref="KillAsync"/>.</summary>
    public async Task StartAgainAsync()
    {
        _process = Process.Start(new ProcessStartInfo("redis-server")
        {
            UseShellExecute = false, RedirectStandardOutput = true, WorkingDirectory = "/",
            ArgumentList = { "--port", _port.ToString(CultureInfo.InvariantCulture), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no" },
        })!;
        _process.OutputDataReceived += (_, _) => { };
        _process.BeginOutputReadLine();
        _watchdog = Watchdog.Over(_process.Id, Signals.KillNow);
        await Eventually.TrueAsync(AnswersAsync);
    }

    /// <summary>It goes without a word to anybody.</summary>
    public async Task KillAsync()
    {
        Signals.Send(_process.Id, Signals.KillNow);
        await _process.WaitForExitAsync();
        _watchdog.CallOff();
        _process.Dispose();
    }

    public async ValueTask DisposeAsync() => await KillAsync();

    private async Task<bool> AnswersAsync()
    {
        if (_process.HasExited)
            throw new InvalidOperationException("redis-server ended at once.");
        using var socket = new TcpClient();
        try
        {
            await socket.ConnectAsync("127.0.0.1", _port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
