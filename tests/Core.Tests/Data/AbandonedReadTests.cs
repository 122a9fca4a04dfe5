using CrmContacts.Core.Data;
using CrmContacts.Core.Errors;
using CrmContacts.Core.Tests.Contacts;
using CrmContacts.Tests.Support.Stores;

namespace CrmContacts.Core.Tests.Data;

public class AbandonedReadTests
{
    /// <summary>Who typed a filter letter by letter at a million contacts left a count behind each, which ran on beside the one that was waited for.</summary>
    [Theory, EachEngine]
    public async Task A_read_whose_caller_has_gone_ends_and_its_connection_serves_the_next(Engine engine)
    {
        await using var store = await TestStore.StartAsync(engine);
        const string endless = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT 1 - x FROM n) SELECT count(*) FROM n";
        using var caller = new CancellationTokenSource();
        await using (var snapshot = new Snapshot(store.Get<Store>()))
        {
            var session = await snapshot.SessionAsync(caller.Token);
            caller.CancelAfter(TimeSpan.FromMilliseconds(100));
            var fault = await Assert.ThrowsAnyAsync<Exception>(() => Task.Run(() => session.ScalarAsync<long>(endless, [], caller.Token)));
            Assert.True(fault is OperationCanceledException || StoreFaults.Explain(fault)?.Code == ErrorCode.Unavailable, fault.ToString());
        }

        await using var next = new Snapshot(store.Get<Store>());
        Assert.Equal(1, await (await next.SessionAsync(CancellationToken.None)).ScalarAsync<long>("SELECT count(*) FROM crm_store", [], CancellationToken.None));
    }
}
