using System.Globalization;
using System.Text.Json;
using CrmContacts.Bench.Asking;
using CrmContacts.Bench.Browsing;
using CrmContacts.Bench.Measuring;

namespace CrmContacts.Bench.Manager;

/// <summary>All who match get a tag by the page, and it is taken back there, while another agent edits; and whether the counts and the edits are right after each.</summary>
internal static class TaggedCrowd
{
    private const string Tag = "tagged by the bench";

    public static async Task RunAsync(Report report, BenchPage page, HttpClient manager, HttpClient other, int count)
    {
        var list = await manager.CreateListAsync(Tag, new { tags = new { some = new { eq = Tag } } });
        var total = await CountAsync(manager, null);
        var before = ManagerStore.Before(count);
        var agent = new OtherAgent(other, [.. (await SomeAsync(manager, "ASC", 100)).Zip(await SomeAsync(manager, "DESC", 100)).SelectMany(two => new[] { two.First, two.Second })]);
        var alone = await agent.EditAsync(Task.Delay(TimeSpan.FromSeconds(15)));

        var tagging = page.Page.EvaluateAsync<JsonElement>("([where, count, tag]) => paces.tagAll(where, count, tag)", new object[] { new { createdAt = new { lt = before.ToString("O", CultureInfo.InvariantCulture) } }, count, Tag });
        var whileTagging = await agent.EditAsync(tagging);
        Tell(report, string.Create(CultureInfo.InvariantCulture, $"{count} contacts are chosen by their filter and tagged"), await tagging, whileTagging);
        report.Add("  contacts that were not tagged, or too many", Math.Abs(await CountAsync(manager, Tag) - count), "", 0);
        report.Add("  off in the kept count of a dynamic list of the tag", Math.Abs(await ListedAsync(manager, list, count) - count), "", 0);

        var undoing = page.Page.EvaluateAsync<JsonElement>("() => paces.undo()");
        var whileUndoing = await agent.EditAsync(undoing);
        var undone = await undoing;
        Tell(report, "  and it is taken back", undone, whileUndoing);
        var kept = Numbers(undone).ElementAtOrDefault(1);
        report.Add("  of these kept because they were edited since", kept, "");
        report.Add("  contacts that have the tag besides, or have it no longer", Math.Abs(await CountAsync(manager, Tag) - kept), "", 0);
        report.Add("  taken back and kept are not all, by", Math.Abs(Numbers(undone).Take(2).Sum() - count), "", 0);
        report.Add("  off in the kept count of a dynamic list of the tag", Math.Abs(await ListedAsync(manager, list, kept) - kept), "", 0);
        report.Add("  off in the count of all contacts", Math.Abs(await CountAsync(manager, null) - total), "", 0);
        report.Add("edits of the other agent", alone.Count + whileTagging.Count + whileUndoing.Count, "");
        report.Add("  that were lost", await agent.LostAsync(), "", 0);
        report.Add("  p99 of those with nothing beside them", alone.Percentile(0.99), "ms");
    }

    private static void Tell(Report report, string what, JsonElement done, IReadOnlyList<double> edits)
    {
        report.Add(what, done.GetProperty("took").GetDouble() / 1000, "s from the press to the last word");
        report.Add("  different counts that its progress showed", done.GetProperty("shown").GetDouble(), "");
        report.Add("  the other agent's edit meanwhile, p50", edits.Percentile(0.5), "ms");
        report.Add("  the other agent's edit meanwhile, p99", edits.Percentile(0.99), "ms");
    }

    /// <summary>The numbers that a message says.</summary>
    private static IReadOnlyList<int> Numbers(JsonElement done) =>
        [.. done.GetProperty("said").GetString()!.Replace(",", "", StringComparison.Ordinal).Split(' ').Select(word => int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : -1).Where(n => n >= 0)];

    private static async Task<long> CountAsync(HttpClient client, string? tag)
    {
        var where = tag is null ? null : new { tags = new { some = new { eq = tag } } };
        return (await client.AskAsync("query($where: ContactFilterInput) { contacts(first: 0, where: $where) { totalCount } }", new { where })).GetProperty("contacts").GetProperty("totalCount").GetInt64();
    }

    /// <summary>The kept count of a list, once it is <paramref name="expected"/>, or as it is after a while.</summary>
    private static async Task<long> ListedAsync(HttpClient client, Guid id, long expected)
    {
        long count = -1;
        for (var limit = TimeProvider.System.GetUtcNow().AddSeconds(30); count != expected && TimeProvider.System.GetUtcNow() < limit; await Task.Delay(100))
            count = (await client.AskAsync("{ lists { id contactCount } }")).GetProperty("lists").EnumerateArray().Single(l => l.GetProperty("id").GetGuid() == id).GetProperty("contactCount").GetInt64();
        return count;
    }

    private static async Task<IReadOnlyList<Guid>> SomeAsync(HttpClient client, string way, int count) =>
        [.. (await client.AskAsync($"{{ contacts(first: {count}, order: [{{ createdAt: {way} }}]) {{ nodes {{ id }} }} }}")).GetProperty("contacts").GetProperty("nodes").EnumerateArray().Select(n => n.GetProperty("id").GetGuid())];
}
