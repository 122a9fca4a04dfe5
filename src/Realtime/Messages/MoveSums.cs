using CrmContacts.Core.Events;

namespace CrmContacts.Realtime.Messages;

/// <summary>What several commits come to, bucket by bucket, for somebody who was told of none of them.</summary>
internal sealed class MoveSums
{
    private enum Move { Entered, Changed, Left }

    private readonly Dictionary<string, Sum> _sums = new(StringComparer.Ordinal);

    /// <summary>Adds what happened next.</summary>
    public void Add(IReadOnlyList<BucketMoves> later)
    {
        foreach (var moves in later)
        {
            if (!_sums.TryGetValue(moves.Bucket, out var sum))
                _sums[moves.Bucket] = sum = new Sum();
            sum.Add(moves);
        }
    }

    /// <summary>Takes everything out.</summary>
    public IReadOnlyList<BucketMoves> Take()
    {
        List<BucketMoves> taken = [.. _sums.Select(s => s.Value.As(s.Key))];
        _sums.Clear();
        return taken;
    }

    private sealed class Sum
    {
        private readonly Dictionary<Guid, Move> _moves = [];
        private bool _many;

        public void Add(BucketMoves later)
        {
            _many |= later.Many;
            Add(later.Left, Move.Left);
            Add(later.Entered, Move.Entered);
            Add(later.Changed, Move.Changed);
        }

        public BucketMoves As(string bucket) => new(bucket, Which(Move.Entered), Which(Move.Changed), Which(Move.Left), _many);

        private void Add(IReadOnlyList<Guid> contacts, Move then)
        {
            foreach (var contact in contacts)
            {
                if (_many)
                    break;
                if (!_moves.TryGetValue(contact, out var before))
                    _moves[contact] = then;
                else
                    _moves[contact] = Both(before, then);
                _many = _moves.Count > BucketMoves.MostIds;
            }

            if (_many)
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
