using System.Collections.Concurrent;
using CrmContacts.Core.Visibility;
using CrmContacts.Realtime.Feeds;
using CrmContacts.Realtime.Messages;

namespace CrmContacts.Realtime.Tests.Stage;

/// <summary>The far end of a session: takes what it is told at once, or holds still until it is let go.</summary>
internal sealed class Listener : IContactsClient
{
    private readonly ConcurrentQueue<object> _heard = new();
    private volatile TaskCompletionSource? _held;

    public Listener(Viewer viewer, TimeProvider clock, DateTimeOffset? tokenEnd = null, DateTimeOffset? tokenIssued = null, string? page = null) =>
        Session = new Session(page ?? viewer.AgentId, viewer, tokenIssued, tokenEnd, new Line(this, () => Aborted = true, () => AskedToClose = true), clock);

    public Session Session { get; }

    public bool Aborted { get; private set; }

    public bool AskedToClose { get; private set; }

    public IReadOnlyList<ListCounts> Counts => Heard<ListCounts>();

    public IReadOnlyList<ImportProgress> Runs => Heard<ImportProgress>();

    public IReadOnlyList<T> Heard<T>() => [.. _heard.OfType<T>()];

    /// <summary>From now on nothing is taken.</summary>
    public void Hold() => _held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    public void LetGo() => Interlocked.Exchange(ref _held, null)?.SetResult();

    public Task ListCountsChanged(ListCounts counts) => Take(counts);

    public Task ImportProgress(ImportProgress run) => Take(run);

    public Task ListsChanged(ListsChanged lists) => Take(lists);

    public Task ContactsChanged(ContactsChanged contacts) => Take(contacts);

    public Task ScreenPop(ScreenPop call) => Take(call);

    public Task BulkProgress(BulkProgress run) => Take(run);

    private Task Take(object letter)
    {
        _heard.Enqueue(letter);
        return _held?.Task ?? Task.CompletedTask;
    }
}
