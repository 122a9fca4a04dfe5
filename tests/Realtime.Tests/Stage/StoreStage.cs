using CrmContacts.Core.BulkActions;
using CrmContacts.Core.Calls;
using CrmContacts.Core.Contacts;
using CrmContacts.Core.Counts;
using CrmContacts.Core.Directory;
using CrmContacts.Core.Events;
using CrmContacts.Core.Import;
using CrmContacts.Core.Lists;
using CrmContacts.Core.Sessions;
using CrmContacts.Realtime.Feeds;
using CrmContacts.Tests.Support.Stores;
using Microsoft.Extensions.DependencyInjection;

namespace CrmContacts.Realtime.Tests.Stage;

/// <summary>The hub over a real store on a real server: everything but the sign-in.</summary>
internal sealed class StoreStage : IAsyncDisposable
{
    private readonly Courier _courier;

    private StoreStage(TestStore store, HubHost host, Courier courier) => (Store, Host, _courier) = (store, host, courier);

    public TestStore Store { get; }

    public HubHost Host { get; }

    public Viewers Viewers => Store.Viewers;

    /// <summary>While true no event of Core arrives, as when a node dies between commit and publish.</summary>
    public bool Deaf
    {
        set => _courier.Deaf = value;
    }

    public static async Task<StoreStage> StartAsync(Engine engine, bool runImports = false)
    {
        var courier = new Courier();
        var store = await TestStore.StartAsync(engine, runImports, services => services.AddSingleton<ICrmListener>(courier));
        var agents = store.Viewers;
        var host = await HubHost.StartAsync([agents.Alice, agents.Bob, agents.Carol, agents.Dave, agents.Erin, agents.Gina], services =>
        {
            services.AddSingleton(store.Services.GetRequiredService<CountReader>());
            services.AddScoped(_ => new StoreScope(store.Scope()));
            services.AddScoped(provider => provider.GetRequiredService<StoreScope>().Scope.ServiceProvider.GetRequiredService<ImportReader>());
            services.AddScoped(provider => provider.GetRequiredService<StoreScope>().Scope.ServiceProvider.GetRequiredService<CallerReader>());
        });
        courier.Ear = host.Services.GetRequiredService<TenantFeeds>();
        return new StoreStage(store, host, courier);
    }

    public async Task<(Microsoft.AspNetCore.SignalR.Client.HubConnection Connection, LiveCounts Counts)> ConnectAsync(string agent)
    {
        var connection = Host.Connect(agent);
        var counts = new LiveCounts(connection);
        await connection.StartAsync();
        await counts.RefreshAsync();
        return (connection, counts);
    }

    /// <summary>A client of the agent, connected; what it hears is the test's own matter.</summary>
    public async Task<Microsoft.AspNetCore.SignalR.Client.HubConnection> LineAsync(string agent)
    {
        var line = Host.Connect(agent);
        await line.StartAsync();
        // Its answer comes after the connection is in its feed: what changes from now on is told.
        await line.InvokeCoreAsync("getListCounts", typeof(object), []);
        return line;
    }

    public async Task<Guid> CreateAsync(ContactVisibility visibility, string? queue = null, string? owner = null)
    {
        var made = await Store.AskAsync((ContactWriter writer) => writer.CreateAsync(
            Viewers.Alice, new ContactPatch { LastName = "Ng", Visibility = visibility, AssignedQueueId = queue, AssignedToId = owner }));
        return made.Contact!.Id;
    }

    public async Task MoveAsync(Guid contact, ContactVisibility visibility, string? queue = null, string? owner = null)
    {
        var moved = await Store.AskAsync((ContactWriter writer) => writer.UpdateAsync(
            Viewers.Alice, contact, null, new ContactPatch { Visibility = visibility, AssignedQueueId = queue, AssignedToId = owner }));
        Assert.NotNull(moved.Contact);
    }

    public Task<Guid> ListAsync(string name) => Store.AskAsync((ListWriter lists) => lists.CreateStaticAsync(Viewers.Alice, name, null));

    public Task AddAsync(Guid list, params Guid[] contacts) => Store.AskAsync((ListWriter lists) => lists.AddMembersAsync(Viewers.Alice, list, contacts));

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        await Store.DisposeAsync();
    }

    /// <summary>The store's scope of one call of the hub; it ends with the call.</summary>
    private sealed record StoreScope(AsyncServiceScope Scope) : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => Scope.DisposeAsync();
    }

    private sealed class Courier : ICrmListener
    {
        public ICrmListener? Ear { get; set; }

        public bool Deaf { get; set; }

        public void CountsChanged(Tenant tenant) => (Deaf ? null : Ear)?.CountsChanged(tenant);

        public void ContactsChanged(Tenant tenant, IReadOnlyList<BucketMoves> moves) => (Deaf ? null : Ear)?.ContactsChanged(tenant, moves);

        public void ListsChanged(Tenant tenant, ListMoves lists) => (Deaf ? null : Ear)?.ListsChanged(tenant, lists);

        public void ImportMoved(Tenant tenant, ImportRun run) => (Deaf ? null : Ear)?.ImportMoved(tenant, run);

        public void CallMoved(Tenant tenant, Call call) => (Deaf ? null : Ear)?.CallMoved(tenant, call);

        public void SessionsRevoked(Tenant tenant, Revocation revocation) => (Deaf ? null : Ear)?.SessionsRevoked(tenant, revocation);

        public void BulkMoved(Tenant tenant, string agentId, BulkRun run) => (Deaf ? null : Ear)?.BulkMoved(tenant, agentId, run);
    }
}
