using System.Net.Sockets;
using CrmContacts.Core.Fairness;
using CrmContacts.Core.Import;
using CrmContacts.Core.Visibility;
using CrmContacts.Realtime.Feeds;
using CrmContacts.Realtime.Tests.Stage;
using CrmContacts.Tests.Support.Processes;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CrmContacts.Realtime.Tests;

/// <summary>The hub's frames, its limits and its end, over real sockets.</summary>
public sealed class WireTests
{
    private static readonly RealtimeLimits Limits = new();
    private readonly ManualClock _clock = new();
    private readonly CountBoard _board = new();

    [Fact]
    public async Task Frames_read_as_the_contract_says()
    {
        await using var host = await Stages.InMemoryAsync(_board, _clock);
        using var bob = await RawClient.ConnectAsync(host, "bob");
        await JoinedAsync();
        _board.Set("queue:sales", 3);
        _board.Set("queue:support", 4);
        host.Services.GetRequiredService<TenantFeeds>().CountsChanged(Cast.Acme);
        _clock.Advance(Limits.Pace);
        Assert.Equal(
            """{"type":1,"target":"listCountsChanged","arguments":[{"epoch":"00000000-0000-0000-0000-00000000000e","counts":[{"listId":null,"bucket":"queue:sales","count":3,"version":1}]}]}""",
            await bob.NextAsync());

        host.Services.GetRequiredService<TenantFeeds>().ImportMoved(Cast.Acme, Cast.Run("bob", ImportStatus.Completed, 9));
        _clock.Advance(Limits.Pace);
        Assert.Equal(
            """{"type":1,"target":"importProgress","arguments":[{"id":"00000001-0000-0000-0000-000000000000","status":"COMPLETED","phase":"DONE","dryRun":false,"fileName":"people.csv","rows":9,"imported":9,"updated":0,"unchanged":0,"skipped":0,"errors":0,"totalRows":null,"rowsPerSecond":0,"etaSeconds":null,"startedAt":null,"finishedAt":null,"takenBack":0,"kept":0,"errorToken":null,"message":null}]}""",
            await bob.NextAsync());
    }

    [Fact]
    public async Task A_client_that_does_not_read_is_dropped_and_nobody_waits_for_it()
    {
        await using var host = await Stages.InMemoryAsync(_board, _clock, server: web => web.UseSockets(options =>
            options.CreateBoundListenSocket = endpoint =>
            {
                var socket = SocketTransportOptions.CreateDefaultBoundListenSocket(endpoint);
                socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.SendBuffer, 4096);
                return socket;
            }));
        using var stuck = await RawClient.ConnectAsync(host, "erin");
        await using var bob = host.Connect("bob");
        var heard = 0;
        bob.On<object>(MessageNames.ListCountsChanged, _ => Interlocked.Increment(ref heard));
        await bob.StartAsync();
        await JoinedAsync();

        var pushes = (int)(Limits.Stall / Limits.Sweep) + 3;
        for (var push = 1; push <= pushes; push++)
        {
            for (byte list = 0; list < 250; list++)
            {
                for (byte many = 0; many < 10; many++)
                    _board.Set(Bucket.All, push, new Guid(list, many, 0, new byte[8]));
            }

            _clock.Advance(Limits.Sweep);
            await Eventually.TrueAsync(() => Task.FromResult(Volatile.Read(ref heard) >= push));
        }

        var frames = 0;
        while (await stuck.NextAsync() is { } frame && !frame.StartsWith("""{"type":7""", StringComparison.Ordinal))
            frames++;
        Assert.InRange(frames, 0, 3);
        Assert.Equal(HubConnectionState.Connected, bob.State);
    }

    [Fact]
    public async Task A_message_that_is_too_long_ends_the_connection()
    {
        await using var host = await Stages.InMemoryAsync(_board, _clock);
        using var bob = await RawClient.ConnectAsync(host, "bob");
        await bob.SendAsync($$"""{"type":1,"target":"{{new string('x', 8 * 1024)}}","arguments":[]}""");
        Assert.StartsWith("""{"type":7""", await bob.NextAsync(), StringComparison.Ordinal);
        Assert.Null(await bob.NextAsync());
    }

    [Fact]
    public async Task A_method_that_is_not_in_the_contract_is_refused_and_the_connection_lives()
    {
        await using var host = await Stages.InMemoryAsync(_board, _clock);
        await using var bob = host.Connect("bob");
        await bob.StartAsync();
        foreach (var method in new[] { "listCountsChanged", "onConnectedAsync", "Dispose", "join" })
            await Assert.ThrowsAsync<HubException>(() => bob.InvokeAsync(method));
        Assert.Equal(HubConnectionState.Connected, bob.State);
    }

    [Fact]
    public async Task A_store_that_is_away_asks_the_client_to_come_back()
    {
        var away = true;
        await using var host = await HubHost.StartAsync(Stages.Everyone, services => services.AddSingleton<TimeProvider>(_clock), replace: services =>
            services.AddSingleton(provider => new TenantFeeds(
                () => away ? _board.Source with { MarkAsync = _ => Task.FromException<long>(new IOException("away")) } : _board.Source,
                new FairShares(new(), _clock), Limits, _clock, Microsoft.Extensions.Logging.Abstractions.NullLogger<TenantFeeds>.Instance)));
        await using var bob = host.Connect("bob", reconnect: true);
        var back = new TaskCompletionSource();
        bob.Reconnecting += _ =>
        {
            away = false;
            return Task.CompletedTask;
        };
        bob.Reconnected += _ =>
        {
            back.SetResult();
            return Task.CompletedTask;
        };
        await bob.StartAsync();
        await back.Task.WaitAsync(TimeSpan.FromSeconds(10));
        await JoinedAsync();
    }

    [Fact]
    public async Task The_host_stops_with_connections_open()
    {
        var host = await Stages.InMemoryAsync(_board, _clock);
        await using var bob = host.Connect("bob");
        var closed = new TaskCompletionSource();
        bob.Closed += _ =>
        {
            closed.SetResult();
            return Task.CompletedTask;
        };
        await bob.StartAsync();
        await JoinedAsync();
        await host.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(10));
        await closed.Task.WaitAsync(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task Hubs_and_endpoints_of_the_host_keep_their_own_options()
    {
        await using var host = await Stages.InMemoryAsync(_board, _clock);
        var plain = new ServiceCollection().AddLogging().AddSignalR().Services.BuildServiceProvider();
        var (ours, untouched) = (host.Services.GetRequiredService<IOptions<HubOptions>>().Value, plain.GetRequiredService<IOptions<HubOptions>>().Value);
        Assert.Equal(untouched.MaximumReceiveMessageSize, ours.MaximumReceiveMessageSize);
        Assert.Equal(untouched.SupportedProtocols, ours.SupportedProtocols);
        Assert.Empty(host.Services.GetRequiredService<IOptions<JsonHubProtocolOptions>>().Value.PayloadSerializerOptions.Converters);
        Assert.Empty(host.Services.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions.Converters);
    }

    private Task JoinedAsync() => Eventually.TrueAsync(() => Task.FromResult(_board.Reads > 0));
}
