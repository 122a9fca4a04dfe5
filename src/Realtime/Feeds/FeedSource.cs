using CrmContacts.Core.Contacts;
using CrmContacts.Core.Counts;
using CrmContacts.Core.Directory;
using CrmContacts.Core.Visibility;
using Microsoft.Extensions.DependencyInjection;

namespace CrmContacts.Realtime.Feeds;

/// <summary>What a feed asks of Core: where changes of counts go on from, what changed since, and who a viewer may see by a number.</summary>
internal sealed record FeedSource(
    Func<CancellationToken, Task<long>> MarkAsync,
    Func<Tenant, long, CancellationToken, Task<CountSnapshot>> ChangesAsync,
    Func<Viewer, string, CancellationToken, Task<IReadOnlyList<Guid>>> CallersAsync)
{
    private static readonly HashSet<ContactField> Named = [ContactFields.FullName];

    public static FeedSource Of(IServiceProvider services)
    {
        var counts = services.GetRequiredService<CountReader>();
        var scopes = services.GetRequiredService<IServiceScopeFactory>();
        return new(counts.MarkAsync, counts.ChangesAsync, async (viewer, number, cancellation) =>
        {
            await using var scope = scopes.CreateAsyncScope();
            var found = await scope.ServiceProvider.GetRequiredService<CallerReader>().ByNumberAsync(viewer, number, fields: Named, cancellation: cancellation);
            return [.. found.Select(contact => contact.Id)];
        });
    }
}
