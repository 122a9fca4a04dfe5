using CrmContacts.Core.Data;

namespace CrmContacts.Core.Counts.Verifying;

/// <summary>Scopes of one kind that are compared together, in one snapshot: many small ones, or one that is large or dynamic.</summary>
/// <param name="Last">Where the next slice goes on; null at the end.</param>
internal sealed record ScopeSlice(IReadOnlyList<VerifiedScope> Scopes, Guid? Last, int PassedOver)
{
    private const int MostScopes = 256;
    private const long MostContacts = 50_000;

    public static async Task<ScopeSlice> NextAsync(Session session, long tenant, CountScope kind, Guid? after, CancellationToken cancellation)
    {
        var ahead = await VerifiedScope.ReadAsync(session, tenant, kind, sql => after is { } id ? $" AND s.id > {sql.Arg(id)}" : "", MostScopes, cancellation);
        var scopes = new List<VerifiedScope>();
        var (passedOver, weight) = (0, 0L);
        Guid? last = null;
        foreach (var scope in ahead)
        {
            if (scopes.Count > 0 && (scope.Dynamic || weight + scope.Weight > MostContacts))
                break;
            last = scope.Id;
            if (scope.Counting)
            {
                // What is kept of it is not complete before its counting ends.
                passedOver++;
                continue;
            }

            scopes.Add(scope);
            weight += scope.Weight;
            if (scope.Dynamic)
                break;
        }

        return new(scopes, last, passedOver);
    }
}
