using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace CrmContacts.Browser.Tests.Browsing;

/// <summary>
/// The network between a browser and a host, on loopback, that can be cut. Chromium's offline mode leaves open WebSockets alone;
/// here they end as they do when a cable is pulled, and nobody answers until it is back.
/// </summary>
public sealed class Wire : IAsyncDisposable
{
    private readonly Uri _host;
    private readonly ConcurrentDictionary<Socket, byte> _open = new();
    private Socket? _listener;
    private Task _accepting = Task.CompletedTask;

    private Wire(Uri host) => _host = host;

    /// <summary>What the browser connects to.</summary>
    public Uri Address { get; private set; } = null!;

    public static Wire To(Uri host)
    {
        var wire = new Wire(host);
        wire.Listen(0);
        wire.Address = new UriBuilder(host) { Port = ((IPEndPoint)wire._listener!.LocalEndPoint!).Port }.Uri;
        return wire;
    }

    /// <summary>Ends what is open and refuses what comes.</summary>
    public async Task CutAsync()
    {
        _listener?.Dispose();
        await _accepting;
        foreach (var socket in _open.Keys)
            Reset(socket);
    }

    public void Mend() => Listen(Address.Port);

    public async ValueTask DisposeAsync() => await CutAsync();

    private void Listen(int port)
    {
        _listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        _listener.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, port));
        _listener.Listen(128);
        _accepting = AcceptAsync(_listener);
    }

    private async Task AcceptAsync(Socket listener)
    {
        try
        {
            while (true)
                _ = CarryAsync(await listener.AcceptAsync());
        }
        catch (Exception cut) when (cut is SocketException or ObjectDisposedException)
        {
            // It was cut.
        }
    }

    private async Task CarryAsync(Socket browser)
    {
        using var server = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        browser.NoDelay = true;
        _open[browser] = _open[server] = 0;
        try
        {
            await server.ConnectAsync(IPAddress.Loopback, _host.Port);
            await Task.WhenAll(PumpAsync(browser, server), PumpAsync(server, browser));
        }
        catch (Exception ended) when (ended is SocketException or ObjectDisposedException)
        {
            // One side has gone; the other goes too.
        }
        finally
        {
            _open.TryRemove(browser, out _);
            _open.TryRemove(server, out _);
            browser.Dispose();
        }
    }

    private static async Task PumpAsync(Socket from, Socket to)
    {
        var bytes = new byte[32 * 1024];
        for (int got; (got = await from.ReceiveAsync(bytes)) > 0;)
        {
            for (var sent = 0; sent < got;)
                sent += await to.SendAsync(bytes.AsMemory(sent, got - sent));
        }

        to.Shutdown(SocketShutdown.Send);
    }

    private static void Reset(Socket socket)
    {
        try
        {
            socket.LingerState = new LingerOption(true, 0);
            socket.Close();
        }
        catch (Exception gone) when (gone is SocketException or ObjectDisposedException)
        {
            // It has ended by itself.
        }
    }
}
