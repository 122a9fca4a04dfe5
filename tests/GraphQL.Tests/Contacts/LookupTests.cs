using CrmContacts.Core.Contacts;
using CrmContacts.GraphQL.Tests.Stage;
using CrmContacts.Tests.Support.Stores;

namespace CrmContacts.GraphQL.Tests.Contacts;

public sealed class LookupTests
{
    [Theory, EachEngine]
    public async Task A_caller_is_looked_up_with_what_stands_beside_in_one_statement_each(Engine engine)
    {
        await using var api = await Api.StartAsync(engine);
        await api.AddAsync(api.Viewers.Alice, new ContactPatch { FirstName = "Ada", LastName = "Ames", Phone = "(212) 555-0123", Tags = new(true, ["vip"]) });
        await api.AddAsync(api.Viewers.Alice, new ContactPatch { FirstName = "Bea", LastName = "Bell", Mobile = "+44 212 5550123" });
        using var log = new StatementLog(api.Store);
        var data = await api.DataAsync(api.Viewers.Bob, """{ contactsByPhone(number: "+1 212-555-0123") { firstName tags } }""");
        Assert.Equal("""{"contactsByPhone":[{"firstName":"Ada","tags":["vip"]},{"firstName":"Bea","tags":[]}]}""", data.GetRawText());
        Assert.Equal(2, log.All.Count(s => s.StartsWith("SELECT", StringComparison.Ordinal)));
    }

    [Theory, EachEngine]
    public async Task An_alphabet_leads_into_the_pages(Engine engine)
    {
        await using var api = await Api.StartAsync(engine);
        foreach (var last in new[] { "Ames", "Bell", "Byrd", "Cole" })
            await api.AddAsync(api.Viewers.Alice, new ContactPatch { FirstName = "First", LastName = last });
        var letters = (await api.DataAsync(api.Viewers.Bob, "{ contactAlphabet { letter count cursor } }")).GetProperty("contactAlphabet");
        Assert.Equal(["A", "B", "C"], letters.EnumerateArray().Select(l => l.GetProperty("letter").GetString()));
        var page = await api.DataAsync(api.Viewers.Bob, "query($after: String) { contacts(first: 1, after: $after) { nodes { lastName } } }", new { after = letters[1].GetProperty("cursor").GetString() });
        Assert.Equal("""{"contacts":{"nodes":[{"lastName":"Bell"}]}}""", page.GetRawText());
        Assert.Equal("""{"contactAlphabet":[{"letter":"C"}]}""", (await api.DataAsync(api.Viewers.Bob, """{ contactAlphabet(where: {lastName: {startsWith: "c"}}, search: "first") { letter } }""")).GetRawText());
    }

    [Fact]
    public async Task Without_a_permission_nobody_looks_anybody_up()
    {
        await using var api = await Api.StartAsync();
        Assert.Equal("AUTH_NOT_AUTHORIZED", (await api.AskAsync(api.Viewers.Dave, """{ contactsByPhone(number: "+12125550123") { id } }""")).Code);
        Assert.Equal("AUTH_NOT_AUTHORIZED", (await api.AskAsync(api.Viewers.Dave, "{ contactAlphabet { letter } }")).Code);
    }
}
