using CrmContacts.Core.Nodes;
using StackExchange.Redis;

namespace CrmContacts.Realtime.Nodes;

/// <summary>
/// Redis publishes, subscribers hear. Nothing is kept there, so its loss costs nothing but time; one Redis may serve several stores.
/// It connects when it is first used, and comes back by itself.
/// </summary>
/// <param name="configuration">As StackExchange.Redis takes it: <c>host:port,password=…,ssl=true</c>.</param>
internal sealed class RedisWire(string configuration) : INodeWire, IAsyncDisposable
{
    private static readonly RedisChannel Channel = RedisChannel.Literal("crm-contacts");
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _gate = new(1, 1);
    private ConnectionMultiplexer? _redis;

    public string Name => "Redis";

    public int MostBytes => 256 * 1024;

    public async Task SendAsync(ReadOnlyMemory<byte> message, CancellationToken cancellation) =>
        await (await ConnectAsync(cancellation)).GetSubscriber().PublishAsync(Channel, message).WaitAsync(cancellation);

    public async Task ListenAsync(Action<ReadOnlyMemory<byte>> heard, Action joined, CancellationToken cancellation)
    {
        var redis = await ConnectAsync(cancellation);
        var subscriber = redis.GetSubscriber();
        var heardOf = new Action<RedisChannel, RedisValue>((_, message) => heard((ReadOnlyMemory<byte>)message));
        await subscriber.SubscribeAsync(Channel, heardOf).WaitAsync(cancellation);
        try
        {
            joined();
            // It subscribes anew by itself; what was published meanwhile is lost, which whoever listens must hear of.
            while (subscriber.IsConnected(Channel))
                await Task.Delay(LookEvery, cancellation);
            throw new RedisConnectionException(ConnectionFailureType.SocketClosed, "The subscription was cut off.");
        }
        finally
        {
            await subscriber.UnsubscribeAsync(Channel, heardOf, CommandFlags.FireAndForget);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_redis is not null)
            await _redis.DisposeAsync();
        _gate.Dispose();
    }

    private async Task<ConnectionMultiplexer> ConnectAsync(CancellationToken cancellation)
    {
        if (_redis is { } known)
            return known;
        await _gate.WaitAsync(cancellation);
        try
        {
            var options = ConfigurationOptions.Parse(configuration);
            options.AbortOnConnectFail = false;
            options.BacklogPolicy = BacklogPolicy.FailFast;
            options.ClientName = "crm-contacts";
            return _redis ??= await ConnectionMultiplexer.ConnectAsync(options);
        }
        finally
        {
            _gate.Release();
        }
    }
}
