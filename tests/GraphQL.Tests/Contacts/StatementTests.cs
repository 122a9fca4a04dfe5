using CrmContacts.Core.Errors;
using CrmContacts.Core.Filters;
using CrmContacts.Core.Lists;
using CrmContacts.GraphQL.Tests.Stage;
using CrmContacts.Tests.Support.Stores;

namespace CrmContacts.GraphQL.Tests.Contacts;

public sealed class StatementTests
{
    [Theory, EachEngine]
    public async Task A_page_is_one_statement_and_each_relation_one_more_whatever_its_size(Engine engine)
    {
        await using var api = await Api.StartAsync(engine);
        await api.AddManyAsync(api.Viewers.Alice, 30);
        Assert.Equal(1, await CountAsync(api, "{ contacts(first: 30) { nodes { firstName email consent { email } } edges { cursor } } }"));
        Assert.Equal(3, await CountAsync(api, "{ contacts(first: 30) { nodes { firstName tags lists { name } } } }"));
        Assert.Equal(3, await CountAsync(api, "{ contacts(first: 2) { nodes { firstName tags lists { name } } } }"));
        Assert.True(await CountAsync(api, "{ contacts(first: 30) { nodes { tags lists { name } account { name } assignedTo { name } assignedQueue { name } } } }") <= 6);
    }

    [Theory, EachEngine]
    public async Task A_page_and_its_total_are_asked_together_where_a_statement_is_a_round_trip(Engine engine)
    {
        await using var api = await Api.StartAsync(engine);
        const string query = "query($after: String) { contacts(first: 3, after: $after) { nodes { firstName } totalCount pageInfo { endCursor hasNextPage } } }";
        Assert.Equal("""{"nodes":[],"totalCount":0,"pageInfo":{"endCursor":null,"hasNextPage":false}}""", (await PageAsync(null)).GetRawText());
        await api.AddManyAsync(api.Viewers.Alice, 5);
        Assert.Equal(engine == Engine.Sqlite ? 2 : 1, await CountAsync(api, query));
        string? after = null;
        // The total is there on the page behind the last, too, on which nobody is.
        foreach (var names in new[] { 3, 2, 0 })
        {
            var page = await PageAsync(after);
            Assert.Equal((names, 5), (page.GetProperty("nodes").GetArrayLength(), page.GetProperty("totalCount").GetInt32()));
            Assert.Equal(names == 3, page.GetProperty("pageInfo").GetProperty("hasNextPage").GetBoolean());
            after = page.GetProperty("pageInfo").GetProperty("endCursor").GetString() ?? after;
        }

        async Task<System.Text.Json.JsonElement> PageAsync(string? cursor) => (await api.DataAsync(api.Viewers.Bob, query, new { after = cursor })).GetProperty("contacts");
    }

    [Theory, EachEngine]
    public async Task Pages_of_lists_are_one_statement_however_many_lists_there_are(Engine engine)
    {
        await using var api = await Api.StartAsync(engine);
        await api.AddManyAsync(api.Viewers.Alice, 6);
        var ids = (await api.DataAsync(api.Viewers.Alice, "{ contacts { nodes { id } } }")).GetProperty("contacts").GetProperty("nodes").EnumerateArray().Select(n => n.GetProperty("id").GetGuid()).ToList();
        async Task ListsAsync(int from, int to)
        {
            for (var i = from; i < to; i++)
            {
                var list = await api.Store.AskAsync<ListWriter, Guid>(w => w.CreateStaticAsync(api.Viewers.Alice, $"List {i:00}", null));
                await api.Store.AskAsync<ListWriter, int>(w => w.AddMembersAsync(api.Viewers.Alice, list, ids[(i % 3)..5]));
            }
        }

        await api.Store.AskAsync<ListWriter, WriteResult<ListMade>>(w => w.CreateAsync(api.Viewers.Alice, ContactListKind.Dynamic, new ListInput { Name = "Dynamic", Where = FilterJson.Parse("""{"firstName":{"startsWith":"first00"}}""") }));
        await ListsAsync(0, 2);
        const string query = "{ lists { name contacts(first: 2) { nodes { firstName tags } pageInfo { hasNextPage endCursor } totalCount } } }";
        const string untold = "{ lists { contacts(last: 3, order: { createdAt: DESC }) { nodes { firstName tags } } } }";
        Assert.Equal((4, 4), (await CountAsync(api, query), await CountAsync(api, untold)));
        await ListsAsync(2, 7);
        Assert.Equal((4, 4), (await CountAsync(api, query), await CountAsync(api, untold)));

        // Together they are what each is by itself.
        foreach (var viewer in new[] { api.Viewers.Alice, api.Viewers.Bob })
        {
            foreach (var list in (await api.DataAsync(viewer, "{ lists { id contacts(first: 2, after: null) { nodes { id } pageInfo { hasNextPage endCursor } } } }")).GetProperty("lists").EnumerateArray())
            {
                var alone = await api.DataAsync(viewer, "query($id: UUID) { contacts(listId: $id, first: 2) { nodes { id } pageInfo { hasNextPage endCursor } } }", new { id = list.GetProperty("id").GetGuid() });
                Assert.Equal(alone.GetProperty("contacts").GetRawText(), list.GetProperty("contacts").GetRawText());
            }
        }
    }

    [Fact]
    public async Task A_total_alone_reads_no_page()
    {
        await using var api = await Api.StartAsync();
        await api.AddManyAsync(api.Viewers.Alice, 3);
        using var log = new StatementLog(api.Store);
        var data = await api.DataAsync(api.Viewers.Alice, "{ contacts { totalCount } }");
        Assert.Equal("""{"contacts":{"totalCount":3}}""", data.GetRawText());
        Assert.DoesNotContain(log.All, sql => sql.Contains("crm_contacts", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_refused_runs_no_statement()
    {
        await using var api = await Api.StartAsync();
        using var log = new StatementLog(api.Store);
        await api.AskAsync(api.Viewers.Alice, "{ contacts { nodes { nothing } } }");
        await api.AskAsync(api.Viewers.Alice, "{ contacts(first: 100000) { nodes { id } } }");
        Assert.Empty(log.All);
    }

    private static async Task<int> CountAsync(Api api, string query)
    {
        using var log = new StatementLog(api.Store);
        await api.DataAsync(api.Viewers.Alice, query);
        return log.All.Count(sql => sql.TrimStart().StartsWith("SELECT", StringComparison.OrdinalIgnoreCase));
    }
}
