using CrmContacts.Core.Directory;

namespace CrmContacts.Core.Counts.Verifying;

/// <summary>What a comparison of one tenant's kept counts with a recount came to.</summary>
/// <param name="Scopes">How many scopes were compared: all contacts, each list, each tag.</param>
/// <param name="Entries">How many entries they have: one a bucket, and the sum.</param>
/// <param name="PassedOver">Lists that were being counted just then.</param>
/// <param name="Drifts">The scopes that were off; none is as it should be.</param>
public sealed record VerifyReport(Tenant Tenant, int Scopes, long Entries, int PassedOver, IReadOnlyList<ScopeDrift> Drifts, TimeSpan Took);

/// <summary>A scope whose kept counts were off.</summary>
/// <param name="Kind"><c>contacts</c>, <c>list</c>, <c>tag</c>, or <c>leftover</c>: counts of a list or tag that is no more.</param>
/// <param name="Id">The list or tag.</param>
/// <param name="Entries">How many of its entries were off.</param>
/// <param name="Kept">How many contacts it was kept to have, in all buckets.</param>
/// <param name="Counted">How many it had.</param>
/// <param name="Repaired">True when another look found it right.</param>
public sealed record ScopeDrift(string Kind, Guid? Id, int Entries, long Kept, long Counted, bool Repaired)
{
    /// <summary>What it is called in logs and reports.</summary>
    public string Scope => Id is { } id ? $"{Kind} {id}" : Kind;
}
