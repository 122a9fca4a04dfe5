using CrmContacts.Core.Events;
using CrmContacts.Core.Visibility;
using CrmContacts.Realtime.Messages;

namespace CrmContacts.Realtime.Feeds;

/// <summary>What Core announced and nobody has been told yet: of each thing what it comes to, until the feed's next push takes it.</summary>
internal sealed class Waiting
{
    private readonly Lock _gate = new();
    private readonly Dictionary<Guid, IRunLetter> _runs = [];
    private readonly MoveSums _contacts = new();
    private ILetter? _lists;

    public void Put(IRunLetter run)
    {
        lock (_gate)
            _runs[run.RunId] = _runs.TryGetValue(run.RunId, out var older) ? (IRunLetter)run.Over(older) : run;
    }

    public void Put(IReadOnlyList<BucketMoves> contacts)
    {
        lock (_gate)
            _contacts.Add(contacts);
    }

    public void Put(ListMoves lists)
    {
        ILetter later = new ListsChanged(lists);
        lock (_gate)
            _lists = _lists is null ? later : later.Over(_lists);
    }

    /// <summary>Takes everything out, as what there is to tell each viewer.</summary>
    public Push Take()
    {
        lock (_gate)
        {
            var push = new Push([.. _runs.Values], _lists, new(_contacts.Take(), moves => moves.Bucket, moves => new ContactsChanged(moves)));
            _runs.Clear();
            _lists = null;
            return push;
        }
    }

    internal sealed record Push(IReadOnlyList<IRunLetter> Runs, ILetter? Lists, Round<BucketMoves, ContactsChanged> Contacts)
    {
        public IEnumerable<ILetter> For(Viewer viewer)
        {
            foreach (var run in Runs)
            {
                if (run.MayBeFollowedBy(viewer))
                    yield return run;
            }

            if (Lists is not null)
                yield return Lists;
            if (Contacts.For(viewer.Buckets) is { } contacts)
                yield return contacts;
        }
    }
}
