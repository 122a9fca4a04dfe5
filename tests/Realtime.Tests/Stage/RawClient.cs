using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;

namespace CrmContacts.Realtime.Tests.Stage;

/// <summary>A client that is nobody's library: it shakes hands, and reads only when it is told to.</summary>
internal sealed class RawClient : IDisposable
{
    private const char End = '\u001e';
    private readonly ClientWebSocket _socket = new();
    private readonly SocketsHttpHandler _handler = new()
    {
        // Little room between the server and us, so that who does not read is noticed soon.
        ConnectCallback = async (context, cancellation) =>
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 4096 };
            await socket.ConnectAsync(context.DnsEndPoint, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        },
    };

    private string _rest = "";

    public static async Task<RawClient> ConnectAsync(HubHost host, string agent)
    {
        var client = new RawClient();
        var address = new UriBuilder(host.Address) { Scheme = "ws", Path = "/hubs/crm", Query = "access_token=" + agent };
        using var invoker = new HttpMessageInvoker(client._handler, disposeHandler: false);
        await client._socket.ConnectAsync(address.Uri, invoker, CancellationToken.None);
        await client.SendAsync("""{"protocol":"json","version":1}""");
        Assert.Equal("{}", await client.NextAsync());
        return client;
    }

    public Task SendAsync(string frame) =>
        _socket.SendAsync(Encoding.UTF8.GetBytes(frame + End), WebSocketMessageType.Text, true, CancellationToken.None);

    /// <summary>The next frame that is no ping; null when the connection has ended.</summary>
    public async Task<string?> NextAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        var bytes = new byte[64 * 1024];
        while (true)
        {
            var end = _rest.IndexOf(End, StringComparison.Ordinal);
            if (end >= 0)
            {
                var frame = _rest[..end];
                _rest = _rest[(end + 1)..];
                if (frame != """{"type":6}""")
                    return frame;
                continue;
            }

            try
            {
                var got = await _socket.ReceiveAsync(bytes.AsMemory(), patience.Token);
                if (got.MessageType == WebSocketMessageType.Close)
                    return null;
                _rest += Encoding.UTF8.GetString(bytes, 0, got.Count);
            }
            catch (WebSocketException)
            {
                return null;
            }
        }
    }

    public void Dispose()
    {
        _socket.Dispose();
        _handler.Dispose();
    }
}
