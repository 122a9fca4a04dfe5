namespace CrmContacts.Core.Counts;

/// <summary>One kept count: how many contacts of one bucket a scope has.</summary>
/// <param name="ListId">The list; null is all contacts.</param>
/// <param name="Bucket">Opaque to clients.</param>
/// <param name="Count">Exact at <paramref name="Version"/>.</param>
/// <param name="Version">Grows with each change of this entry.</param>
public sealed record ScopeCount(Guid? ListId, string Bucket, long Count, long Version);

/// <summary>Counts of one viewer, or of one tenant since a mark.</summary>
/// <param name="Epoch">Names the store's life; another epoch means that versions cannot be compared.</param>
/// <param name="Mark">Where the next read of changes goes on.</param>
public sealed record CountSnapshot(Guid Epoch, IReadOnlyList<ScopeCount> Counts, long Mark);
