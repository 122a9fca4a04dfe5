using System.Globalization;
using CrmContacts.Bench.Asking;

namespace CrmContacts.Bench.Agents;

/// <summary>Three lists, and one contact that everybody sees and that changes.</summary>
internal sealed class Scene(HttpClient manager, Guid contact, string[] lists)
{
    private bool _active = true;

    /// <summary>The entry that the change moves: a dynamic list, in the bucket that every agent sees. Nobody else is in both.</summary>
    public string Entry { get; } = AgentCounts.Key(lists[1], "all");

    /// <summary>What the entry will be after the next change.</summary>
    public long CountAfterChange => _active ? 0 : 1;

    public static async Task<Scene> SetAsync(HttpClient manager)
    {
        string[] lists =
        [
            (await manager.CreateListAsync("Callbacks", null)).ToString(),
            (await manager.CreateListAsync("Active", new { status = new { eq = "ACTIVE" } })).ToString(),
            (await manager.CreateListAsync("Buyers", new { title = new { eq = "Buyer" } })).ToString(),
        ];
        var created = await manager.DoAsync("createContact", "CreateContactInput", new { firstName = "Every", lastName = "Body", visibility = "ALL" }, "contact { id }");
        return new Scene(manager, created.GetProperty("contact").GetProperty("id").GetGuid(), lists);
    }

    public async Task ChangeAsync()
    {
        await manager.UpdateAsync(new { id = contact, status = _active ? "INACTIVE" : "ACTIVE" });
        _active = !_active;
    }

    /// <summary>What an agent's page should show, counted by a filter that every contact passes: no kept count is read.</summary>
    public async Task<string> NumbersAsync(HttpClient agent)
    {
        const string Count = "(first: 0, where: {activityCount: {gte: 0}}) { totalCount }";
        var parts = lists.Select((id, i) => string.Create(CultureInfo.InvariantCulture, $"l{i}: listById(id: \"{id}\") {{ contacts{Count} }}"));
        var data = await agent.AskAsync($"{{ all: contacts{Count} {string.Join(' ', parts)} }}");
        var numbers = lists.Select((id, i) => (Name: id, Count: data.GetProperty(string.Create(CultureInfo.InvariantCulture, $"l{i}")).GetProperty("contacts").GetProperty("totalCount").GetInt64()))
            .Append((Name: "all", Count: data.GetProperty("all").GetProperty("totalCount").GetInt64()));
        return string.Join(' ', numbers.Where(n => n.Count != 0).Select(n => string.Create(CultureInfo.InvariantCulture, $"{n.Name}={n.Count}")).Order(StringComparer.Ordinal));
    }
}
