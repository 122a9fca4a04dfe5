using CrmContacts.Core.Data;
using CrmContacts.Core.Import.Runs;
using CrmContacts.Core.Tests.Contacts;
using CrmContacts.Tests.Support.Rounds;
using CrmContacts.Tests.Support.Stores;
using CsCheck;

namespace CrmContacts.Core.Tests.Counts;

/// <summary>Whatever is done by whomever: after each step every number of every viewer is what the contacts themselves say.</summary>
public class CountTests
{
    [Theory, EachEngine]
    public async Task Every_count_of_every_viewer_equals_a_recount_after_every_step_and_so_does_a_client_at_a_bad_line(Engine engine)
    {
        await using var store = await TestStore.StartAsync(engine);
        // Small tenants count a new list at once, larger ones while other steps go on.
        store.Get<Store>().ListsCountedAtOnce = 8;
        using var end = new CancellationTokenSource();
        var imports = store.Get<ImportRunner>().RunAsync(end.Token);
        await Step.Drawn.Array[90, 110].SampleAsync(steps => PlayAsync(store, steps), iter: TestRounds.Full ? 200 : 6, threads: 1, print: steps => string.Join('\n', steps.Select(s => s.ToString())));
        await end.CancelAsync();
        await imports;
    }

    private static async Task PlayAsync(TestStore store, Step[] steps)
    {
        var story = await CountStory.BeginAsync(store);
        for (var i = 0; i < steps.Length; i++)
        {
            await story.DoAsync(steps[i]);
            await story.CompareAsync(steps[i]);
            if (i % 25 == 24)
                await story.CompareClientsAsync();
        }

        await story.EndCountsAsync();
        await story.CompareAsync(steps[^1]);
        await story.CompareClientsAsync();
    }
}
