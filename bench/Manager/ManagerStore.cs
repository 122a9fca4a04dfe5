using CrmContacts.Bench.Asking;
using CrmContacts.Bench.Reads;
using CrmContacts.Core.Contacts;
using CrmContacts.Tests.Support.Processes;

namespace CrmContacts.Bench.Manager;

/// <summary>Many contacts from several sources, some of them with tags.</summary>
internal static class ManagerStore
{
    private static readonly ContactSource[] Sources = [ContactSource.Import, ContactSource.Website, ContactSource.Referral, ContactSource.TradeShow, ContactSource.ColdCall, ContactSource.Api];

    public static Task<BigStore> OfAsync(int rows) =>
        BigStore.OfAsync(rows, "manager", (i, contact) => contact with { Source = Sources[i % Sources.Length], ActivityCount = i * 13 % 40 });

    /// <summary>Those that were made before this moment are <paramref name="count"/>: the crowd is made at one every 37 seconds.</summary>
    public static DateTimeOffset Before(int count) => new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.Zero) + TimeSpan.FromSeconds(count * 37L);

    /// <summary>A tag that every twentieth has, and one that every two hundredth has.</summary>
    public static async Task TagAsync(HttpClient manager, int rows)
    {
        await TagAsync(manager, "newsletter", rows / 20);
        await TagAsync(manager, "vip", rows / 200);
    }

    private static async Task TagAsync(HttpClient manager, string tag, int count)
    {
        var run = (await manager.DoAsync("addTags", "AddTagsInput", new { tags = new[] { tag }, selection = new { where = new { createdAt = new { lt = Before(count) } } } }, "runId")).GetProperty("runId");
        if (run.GetString() is { } id)
        {
            await Eventually.TrueAsync(
                async () => (await manager.AskAsync("query($id: UUID!) { bulkRunById(id: $id) { status } }", new { id })).GetProperty("bulkRunById").GetProperty("status").GetString() == "COMPLETED", TimeSpan.FromMinutes(10));
        }
    }
}
