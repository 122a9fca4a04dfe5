using CrmContacts.Core.Counts;
using CrmContacts.Core.Directory;

namespace CrmContacts.Realtime.Feeds;

/// <summary>What a feed asks of the store: where changes go on from, and what changed since. Core's <see cref="CountReader"/> answers both.</summary>
internal sealed record CountSource(
    Func<CancellationToken, Task<long>> MarkAsync,
    Func<Tenant, long, CancellationToken, Task<CountSnapshot>> ChangesAsync)
{
    public static CountSource Of(CountReader reader) => new(reader.MarkAsync, reader.ChangesAsync);
}
