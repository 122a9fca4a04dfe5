using System.Collections.Concurrent;

namespace CrmContacts.Access;

/// <summary>
/// Tokens that were found to hold, for half a minute: checking a signature and reading claims costs more than most requests do. Never past
/// the token's own end, and short enough that a key which is no longer trusted does not outlive its withdrawal by much. Whether the agent's
/// sessions were ended is asked each time, remembered token or not.
/// </summary>
internal sealed class TokenMemory(TimeProvider clock)
{
    private const int Most = 10_000;

    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<string, (AdmittedToken Token, DateTimeOffset Until)> _known = new(StringComparer.Ordinal);
    private int _count;

    public AdmittedToken? Find(string token) =>
        _known.TryGetValue(token, out var known) && known.Until > clock.GetUtcNow() ? known.Token : null;

    public void Keep(string token, AdmittedToken admitted)
    {
        if (Interlocked.Increment(ref _count) > Most)
            Forget();
        var until = clock.GetUtcNow() + Fresh;
        _known[token] = (admitted, admitted.Claims.Ends is { } ends && ends < until ? ends : until);
    }

    private void Forget()
    {
        _known.Clear();
        Interlocked.Exchange(ref _count, 0);
    }
}
