using CrmContacts.Core.Calls;
using CrmContacts.Core.Directory;
using CrmContacts.Core.Events;
using CrmContacts.Realtime.Messages;
using Microsoft.Extensions.Logging;

namespace CrmContacts.Realtime.Feeds;

/// <summary>
/// Tells agents of their calls, apart from what else there is to tell: a phone that rings does not wait for a pace. Of a call
/// that moved on before it was told, the latest state is; its contacts are found with what each session may see.
/// </summary>
internal sealed partial class CallLine(Tenant tenant, Func<IEnumerable<Session>> sessions, FeedSource source, RealtimeLimits limits, TimeProvider clock, ILogger log)
{
    private const int AtOnce = 4;

    private readonly Lock _gate = new();
    private readonly Bell _bell = new();
    private Dictionary<(string Agent, string CallId), (Call Call, DateTimeOffset Since)> _waiting = [];

    public void Moved(Call call)
    {
        if (!sessions().Any(s => IsOf(s, call)))
            return;
        Put(call, clock.GetUtcNow());
        _bell.Ring();
    }

    public async Task RunAsync(CancellationToken stop)
    {
        try
        {
            var failing = false;
            while (true)
            {
                await _bell.WaitAsync(stop);
                failing = await RoundAsync(failing, stop);
                if (!failing)
                    continue;
                await Task.Delay(limits.Pace, clock, stop);
                _bell.Ring();
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Nobody is connected any more.
        }
    }

    /// <returns>True when something could not be told.</returns>
    private async Task<bool> RoundAsync(bool failing, CancellationToken stop)
    {
        var failed = 0;
        await Parallel.ForEachAsync(Take(), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = stop }, async (waiting, cancellation) =>
        {
            try
            {
                await TellAsync(waiting.Call, cancellation);
            }
            catch (Exception fault) when (!cancellation.IsCancellationRequested)
            {
                // Again when the store answers, unless the call is no news by then.
                if (Interlocked.Increment(ref failed) == 1 && !failing)
                    LogFailing(log, tenant.Slug, fault);
                if (clock.GetUtcNow() - waiting.Since < limits.Stall)
                    Put(waiting.Call, waiting.Since);
            }
        });
        return failed > 0;
    }

    private async Task TellAsync(Call call, CancellationToken cancellation)
    {
        // Sessions of one agent nearly always see the same; each that sees something else is asked for apart.
        foreach (var group in sessions().Where(s => IsOf(s, call)).GroupBy(s => string.Join('\n', s.Viewer.Buckets), StringComparer.Ordinal))
        {
            var pop = new ScreenPop(call, await source.CallersAsync(group.First().Viewer, call.Number, cancellation));
            foreach (var session in group)
                session.Tell(pop);
        }
    }

    private static bool IsOf(Session session, Call call) => string.Equals(session.Viewer.AgentId, call.Agent, StringComparison.Ordinal);

    private void Put(Call call, DateTimeOffset since)
    {
        lock (_gate)
        {
            if (!_waiting.TryGetValue((call.Agent, call.CallId), out var waiting) || waiting.Call.Event <= call.Event)
                _waiting[(call.Agent, call.CallId)] = (call, since);
        }
    }

    private IReadOnlyCollection<(Call Call, DateTimeOffset Since)> Take()
    {
        lock (_gate)
        {
            var taken = _waiting.Values;
            _waiting = [];
            return taken;
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Callers of tenant {Tenant} cannot be found; trying again while their calls are news.")]
    private static partial void LogFailing(ILogger log, string tenant, Exception fault);
}
