namespace CrmContacts.Realtime.Feeds;

/// <summary>
/// Keeps the memory of many connections what they need, and gives it back when they have gone. What thousands of them held is garbage then, but a server that has nothing
/// to do allocates nothing, so nothing collects it, and what was collected stays with the process: at night it would hold the
/// day's memory.
/// </summary>
internal sealed class Ebb
{
    /// <summary>Fewer than so many are not worth a collection: they hold some 40 MiB.</summary>
    public const int Many = 1_000;

    /// <summary>They are gone for good when so long nobody came or went.</summary>
    public static readonly TimeSpan Quiet = TimeSpan.FromSeconds(5);

    /// <summary>The most living memory that is compacted, in bytes: all wait meanwhile, about a millisecond for each MiB.</summary>
    private const long Little = 128 << 20;

    /// <summary>After so many letters what they left behind is collected: of a push to thousands much is still under way when the young are collected, and grows old.</summary>
    public const int Letters = 100_000;

    /// <summary>The largest heap that is collected for it, in bytes: what a host of somebody else's keeps is not gone through for our letters.</summary>
    private const long Large = 1L << 30;

    private readonly Lock _gate = new();
    private readonly ITimer _timer;
    private readonly Action _collect;
    private readonly Action _giveBack;
    private readonly Action _tidy;
    private bool _due;
    private bool _collected;
    private int _now;
    private int _most;
    private int _letters;

    /// <param name="clock">What the quiet is measured by.</param>
    /// <param name="collect">Collects in the background.</param>
    /// <param name="giveBack">Gives back what is free, a while after that.</param>
    /// <param name="tidy">Collects what many letters left behind.</param>
    public Ebb(TimeProvider clock, Action? collect = null, Action? giveBack = null, Action? tidy = null)
    {
        (_collect, _giveBack, _tidy) = (collect ?? Collect, giveBack ?? GiveBack, tidy ?? Tidy);
        _timer = clock.CreateTimer(_ => Next(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public void Came()
    {
        lock (_gate)
        {
            _most = Math.Max(_most, ++_now);
            if (_due)
                Wait();
        }
    }

    public void Went()
    {
        lock (_gate)
        {
            if (_most - --_now >= Many)
                Wait();
        }
    }

    /// <summary>Letters were given to connections.</summary>
    public void Told(int letters)
    {
        lock (_gate)
        {
            _letters += letters;
            if (_letters < Letters || _now < Many)
                return;
            _letters = 0;
        }

        _tidy();
    }

    private void Wait()
    {
        (_due, _collected) = (true, false);
        _timer.Change(Quiet, Timeout.InfiniteTimeSpan);
    }

    private void Next()
    {
        Action step;
        lock (_gate)
        {
            if (_collected)
            {
                (_due, _most, step) = (false, _now, _giveBack);
            }
            else
            {
                (_collected, step) = (true, _collect);
                _timer.Change(Quiet, Timeout.InfiniteTimeSpan);
            }
        }

        step();
    }

    private static void Tidy()
    {
        if (GC.GetGCMemoryInfo(GCKind.Any).HeapSizeBytes <= Large)
            Collect();
    }

    private static void Collect() => GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: false);

    // A host of somebody else's may have a large heap of its own: that one is not made to wait, its runtime gives back in time.
    private static void GiveBack()
    {
        var heap = GC.GetGCMemoryInfo(GCKind.Any);
        if (heap.HeapSizeBytes - heap.FragmentedBytes <= Little)
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
    }
}
