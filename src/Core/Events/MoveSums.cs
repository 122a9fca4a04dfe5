using CrmContacts.Core.Visibility;

namespace CrmContacts.Core.Events;

/// <summary>What several changes come to, bucket by bucket, for somebody who was told of none of them: those of one transaction, or of several.</summary>
/// <param name="wholesale">Contacts are not named one by one: an import writes them.</param>
public sealed class MoveSums(bool wholesale = false)
{
    private enum Move { Entered, Changed, Left }

    private readonly Dictionary<string, Sum> _sums = new(StringComparer.Ordinal);

    /// <summary>A contact went from one bucket to another, or stayed in it and changed; null is where nobody sees it.</summary>
    public void Add(Guid contact, string? from, string? to)
    {
        if (from is not null)
            Of(from).Add(contact, from == to ? Move.Changed : Move.Left);
        if (to is not null && from != to)
            Of(to).Add(contact, Move.Entered);
        if (from is not null || to is not null)
            Of(Bucket.Sum).Add(contact, from is null ? Move.Entered : to is null ? Move.Left : Move.Changed);
    }

    /// <summary>Adds what happened next.</summary>
    public void Add(IReadOnlyList<BucketMoves> later)
    {
        foreach (var moves in later)
            Of(moves.Bucket).Add(moves);
    }

    /// <summary>Takes everything out.</summary>
    public IReadOnlyList<BucketMoves> Take()
    {
        List<BucketMoves> taken = [.. _sums.Select(s => s.Value.As(s.Key))];
        _sums.Clear();
        return taken;
    }

    private Sum Of(string bucket)
    {
        if (!_sums.TryGetValue(bucket, out var sum))
            _sums[bucket] = sum = new Sum(wholesale);
        return sum;
    }

    /// <summary>Keeps ids as long as they are few.</summary>
    private sealed class Sum(bool many)
    {
        private readonly Dictionary<Guid, Move> _moves = [];
        private bool _many = many;

        public void Add(BucketMoves later)
        {
            if (later.Many)
                NameNobody();
            Add(later.Left, Move.Left);
            Add(later.Entered, Move.Entered);
            Add(later.Changed, Move.Changed);
        }

        public void Add(Guid contact, Move then)
        {
            if (_many)
                return;
            _moves[contact] = _moves.TryGetValue(contact, out var before) ? Both(before, then) : then;
            if (_moves.Count > BucketMoves.MostIds)
                NameNobody();
        }

        public BucketMoves As(string bucket) => new(bucket, Which(Move.Entered), Which(Move.Changed), Which(Move.Left), _many);

        private void Add(IReadOnlyList<Guid> contacts, Move then)
        {
            foreach (var contact in contacts)
                Add(contact, then);
        }

        private void NameNobody()
        {
            _many = true;
            _moves.Clear();
        }

        // Who went is gone, even one that came unheard: a page may have read it in between. Who came is new whatever became of it since;
        // who went and came back was there all along, and may be another.
        private static Move Both(Move before, Move then) => (before, then) switch
        {
            (_, Move.Left) => Move.Left,
            (Move.Entered, _) => Move.Entered,
            _ => Move.Changed,
        };

        private List<Guid> Which(Move move) => [.. _moves.Where(m => m.Value == move).Select(m => m.Key)];
    }
}
