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
