using CrmContacts.Core.Nodes;
using CrmContacts.Tests.Support.Stores;
using Microsoft.Extensions.DependencyInjection;

namespace CrmContacts.Core.Tests.Nodes;

public sealed class RecurringTests
{
    [Fact]
    public async Task Of_several_nodes_one_does_what_recurs_each_time_for_each_tenant()
    {
        await using var store = await TestStore.StartAsync(Engine.Postgres);
        await using var other = await TestStore.OpenAsync(Engine.Postgres, store.Options);
        Recurring[] nodes = [store.Services.GetRequiredService<Recurring>(), other.Services.GetRequiredService<Recurring>()];
        var night = new DateTimeOffset(2026, 11, 23, 3, 0, 0, TimeSpan.Zero);
        Assert.Equal(1, await ClaimedAsync("acme", "verify", night));
        Assert.Equal(1, await ClaimedAsync("globex", "verify", night));
        Assert.Equal(1, await ClaimedAsync("acme", "verify", night.AddDays(1)));
        Assert.Equal(0, await ClaimedAsync("acme", "verify", night));
        Assert.Equal(1, await ClaimedAsync("acme", "something else", night));

        async Task<int> ClaimedAsync(string slug, string job, DateTimeOffset due)
        {
            var tenant = slug == "acme" ? store.Acme : store.Globex;
            return (await Task.WhenAll(nodes.SelectMany(n => Enumerable.Range(0, 4).Select(_ => n.ClaimAsync(tenant, job, due))))).Count(mine => mine);
        }
    }
}
