using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace CrmContacts.Bench.Agents;

/// <summary>
/// One connection in SignalR's JSON protocol, negotiated as a browser does. Raw, because ten thousand of SignalR's own client
/// (timers, pipes and tasks for each) would take the two cores that the server needs.
/// </summary>
internal sealed class AgentLine : IDisposable
{
    private const byte End = 0x1e;

    private readonly ClientWebSocket _socket = new();
    private readonly SemaphoreSlim _sending = new(1, 1);
    private byte[] _bytes = [];
    private int _held;

    private AgentLine() => _socket.Options.KeepAliveInterval = TimeSpan.Zero;

    /// <summary>Negotiates, opens the WebSocket, shakes hands.</summary>
    public static async Task<AgentLine> OpenAsync(HttpClient http, HttpMessageInvoker wire, string token, CancellationToken cancellation)
    {
        using var negotiation = new HttpRequestMessage(HttpMethod.Post, "hubs/crm/negotiate?negotiateVersion=1");
        negotiation.Headers.Authorization = new("Bearer", token);
        using var answer = await http.SendAsync(negotiation, cancellation);
        answer.EnsureSuccessStatusCode();
        var id = (await answer.Content.ReadFromJsonAsync<JsonElement>(cancellation)).GetProperty("connectionToken").GetString();

        var line = new AgentLine();
        try
        {
            var address = new UriBuilder(new Uri(http.BaseAddress!, "hubs/crm")) { Scheme = "ws", Query = $"id={id}&access_token={token}" };
            await line._socket.ConnectAsync(address.Uri, wire, cancellation);
            await line.SendAsync("""{"protocol":"json","version":1}""", cancellation);
            using var handshake = await line.NextAsync(cancellation);
            return handshake is not null && !handshake.RootElement.TryGetProperty("error", out _)
                ? line
                : throw new WebSocketException("The handshake was refused: " + handshake?.RootElement);
        }
        catch
        {
            line.Dispose();
            throw;
        }
    }

    public async Task SendAsync(string frame, CancellationToken cancellation)
    {
        var bytes = new byte[Encoding.UTF8.GetByteCount(frame) + 1];
        Encoding.UTF8.GetBytes(frame, bytes);
        bytes[^1] = End;
        await _sending.WaitAsync(cancellation);
        try
        {
            await _socket.SendAsync(bytes, WebSocketMessageType.Text, true, cancellation);
        }
        finally
        {
            _sending.Release();
        }
    }

    /// <summary>The next frame, or null when the other side has closed.</summary>
    public async ValueTask<JsonDocument?> NextAsync(CancellationToken cancellation)
    {
        while (true)
        {
            var end = _bytes.AsSpan(0, _held).IndexOf(End);
            if (end >= 0)
            {
                var frame = JsonDocument.Parse(_bytes.AsSpan(0, end).ToArray());
                _held -= end + 1;
                Buffer.BlockCopy(_bytes, end + 1, _bytes, 0, _held);
                if (_held == 0)
                    _bytes = [];
                return frame;
            }

            // Waits without a buffer: thousands of idle pages hold none.
            var got = await _socket.ReceiveAsync(_held == 0 ? Memory<byte>.Empty : Room(), cancellation);
            if (got.MessageType == WebSocketMessageType.Close)
                return null;
            if (_held == 0 && got.Count == 0)
                got = await _socket.ReceiveAsync(Room(), cancellation);
            if (got.MessageType == WebSocketMessageType.Close)
                return null;
            _held += got.Count;
        }
    }

    /// <summary>Says goodbye and closes.</summary>
    public async Task CloseAsync(CancellationToken cancellation)
    {
        try
        {
            await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, cancellation);
        }
        catch (WebSocketException)
        {
            // It has gone already.
        }
    }

    public void Dispose()
    {
        _socket.Dispose();
        _sending.Dispose();
    }

    private Memory<byte> Room()
    {
        if (_bytes.Length - _held < 512)
            Array.Resize(ref _bytes, Math.Max(1024, _bytes.Length * 2));
        return _bytes.AsMemory(_held);
    }
}
