using CrmContacts.Core.Counts;
using CrmContacts.Core.Errors;
using CrmContacts.Core.Import;
using CrmContacts.Core.Visibility;
using CrmContacts.Realtime.Door;
using CrmContacts.Realtime.Feeds;
using CrmContacts.Realtime.Messages;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Logging;

namespace CrmContacts.Realtime;

/// <summary>
/// One page's line to what changes. Nobody chooses what to hear: it follows from the viewer, and the viewer from the
/// token. A connection is in its tenant's feed before it can ask for anything, so no change falls between a snapshot
/// and what is told after it.
/// </summary>
internal sealed partial class ContactsHub(
    TenantFeeds feeds, IHubContext<ContactsHub, IContactsClient> hub, TimeProvider clock, ILogger<ContactsHub> log) : Hub<IContactsClient>
{
    private static readonly object SessionKey = new();

    private Viewer Viewer => ((Session)Context.Items[SessionKey]!).Viewer;

    /// <summary>The viewer's counts: everything, as of now.</summary>
    [HubMethodName(MessageNames.GetListCounts)]
    public Task<ListCounts> GetListCounts([FromServices] CountReader counts) => Told(async () =>
    {
        var snapshot = await counts.SnapshotAsync(Viewer, Context.ConnectionAborted);
        return new ListCounts(snapshot.Epoch, snapshot.Counts);
    });

    /// <summary>The runs in progress that the viewer may follow.</summary>
    [HubMethodName(MessageNames.GetImports)]
    public Task<IReadOnlyList<ImportProgress>> GetImports([FromServices] ImportReader imports) => Told<IReadOnlyList<ImportProgress>>(async () =>
        Viewer.Permission < Permission.Edit
            ? []
            : [.. (await imports.ActiveAsync(Viewer, Context.ConnectionAborted)).Select(run => new ImportProgress(run))]);

    public override async Task OnConnectedAsync()
    {
        var http = Context.GetHttpContext()!;
        var line = new Line(hub.Clients.Client(Context.ConnectionId), Context.Abort, Closer(Context));
        var session = new Session(Context.ConnectionId, http.Features.Get<Viewer>()!, TokenTimes.IssueOf(http), TokenTimes.EndOf(http), line, clock);
        Context.Items[SessionKey] = session;
        HubMeter.Joined(session.Viewer.Tenant);
        try
        {
            await feeds.JoinAsync(session, Context.ConnectionAborted);
        }
        catch (Exception fault)
        {
            // An error thrown here would tell the client not to come back; it should, when the store answers again.
            if (fault is not OperationCanceledException)
                LogNotJoined(log, fault);
            line.RequestClose();
        }
    }

    public override Task OnDisconnectedAsync(Exception? exception)
    {
        if (Context.Items[SessionKey] is Session session)
        {
            feeds.Leave(session);
            HubMeter.Left(session.Viewer.Tenant);
        }

        return Task.CompletedTask;
    }

    private static Action Closer(HubCallerContext context)
    {
        var lifetime = context.Features.Get<IConnectionLifetimeNotificationFeature>();
        return lifetime is null ? context.Abort : lifetime.RequestClose;
    }

    private static async Task<T> Told<T>(Func<Task<T>> answer)
    {
        try
        {
            return await answer();
        }
        catch (CrmException refusal)
        {
            throw new HubException($"{refusal.Code.Wire().Rest}: {refusal.Message}");
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A connection could not join its tenant's feed and was asked to come back.")]
    private static partial void LogNotJoined(ILogger log, Exception fault);
}
