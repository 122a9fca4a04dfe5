using CrmContacts.Core.Counts;
using CrmContacts.Core.Data;
using CrmContacts.Core.Visibility;

namespace CrmContacts.Core.Events;

/// <summary>
/// What a transaction leaves to do at its end: kept counts, applied as its last statements, and what listeners are told once it is
/// committed. Whoever writes adds to it; whoever owns the transaction calls <see cref="ApplyAsync"/>, commits, and gives it to
/// <see cref="CrmEvents.Committed"/>.
/// </summary>
internal sealed class Aftermath
{
    private readonly Dictionary<string, BucketSum> _buckets = new(StringComparer.Ordinal);
    private readonly List<Guid> _listsCreated = [];
    private readonly List<Guid> _listsChanged = [];
    private readonly List<Guid> _listsDeleted = [];

    public CountDeltas Counts { get; } = new();

    /// <summary>Contacts are not named one by one: an import writes them.</summary>
    public bool Wholesale { get; init; }

    public IReadOnlyList<BucketMoves> Moves => [.. _buckets.Select(b => b.Value.Moves(b.Key))];

    public ListMoves Lists => new(_listsCreated, _listsChanged, _listsDeleted);

    /// <summary>A contact went from one bucket to another, or stayed in it and changed; null is where nobody sees it.</summary>
    public void Moved(Guid contact, string? from, string? to)
    {
        if (from is not null)
            Of(from).Add(contact, from == to ? BucketMove.Changed : BucketMove.Left);
        if (to is not null && from != to)
            Of(to).Add(contact, BucketMove.Entered);
        if (from is not null || to is not null)
            Of(Bucket.Sum).Add(contact, from is null ? BucketMove.Entered : to is null ? BucketMove.Left : BucketMove.Changed);
    }

    public void ListCreated(Guid list) => _listsCreated.Add(list);

    public void ListChanged(Guid list) => _listsChanged.Add(list);

    public void ListDeleted(Guid list) => _listsDeleted.Add(list);

    public Task ApplyAsync(WriteSession session, CancellationToken cancellation) => Counts.ApplyAsync(session, cancellation);

    private BucketSum Of(string bucket)
    {
        if (!_buckets.TryGetValue(bucket, out var sum))
            _buckets[bucket] = sum = new BucketSum(Wholesale);
        return sum;
    }

    private enum BucketMove { Entered, Changed, Left }

    /// <summary>Keeps ids as long as they are few.</summary>
    private sealed class BucketSum(bool many)
    {
        private readonly Dictionary<Guid, BucketMove> _moves = [];
        private bool _many = many;

        public void Add(Guid contact, BucketMove move)
        {
            if (_many)
                return;
            // Of two words about one contact the later holds, but for one that came within this transaction: nobody knows it yet.
            _moves[contact] = move == BucketMove.Changed && _moves.GetValueOrDefault(contact, move) == BucketMove.Entered ? BucketMove.Entered : move;
            if (_moves.Count <= BucketMoves.MostIds)
                return;
            _many = true;
            _moves.Clear();
        }

        public BucketMoves Moves(string bucket) => new(bucket, Which(BucketMove.Entered), Which(BucketMove.Changed), Which(BucketMove.Left), _many);

        private List<Guid> Which(BucketMove move) => [.. _moves.Where(m => m.Value == move).Select(m => m.Key)];
    }
}
