using System.Text.Json;
using CrmContacts.Core.Contacts;
using CrmContacts.GraphQL.Tests.Stage;
using CrmContacts.Tests.Support.Stores;

namespace CrmContacts.GraphQL.Tests.Contacts;

public sealed class PageTests
{
    private const string Page = "query($first: Int, $after: String, $order: [ContactSortInput!]) { contacts(first: $first, after: $after, order: $order) { nodes { firstName lastName } pageInfo { hasNextPage hasPreviousPage endCursor } } }";

    [Theory, EachEngine]
    public async Task Pages_follow_each_other_and_nobody_is_seen_twice(Engine engine)
    {
        await using var api = await Api.StartAsync(engine);
        await api.AddManyAsync(api.Viewers.Alice, 23);
        var seen = new List<string>();
        string? after = null;
        for (var page = 0; page < 3; page++)
        {
            var contacts = (await api.DataAsync(api.Viewers.Alice, Page, new { first = 10, after })).GetProperty("contacts");
            seen.AddRange(contacts.GetProperty("nodes").EnumerateArray().Select(n => n.GetProperty("firstName").GetString()!));
            var info = contacts.GetProperty("pageInfo");
            Assert.Equal(page < 2, info.GetProperty("hasNextPage").GetBoolean());
            Assert.Equal(page > 0, info.GetProperty("hasPreviousPage").GetBoolean());
            after = info.GetProperty("endCursor").GetString();
        }

        Assert.Equal(Enumerable.Range(0, 23).Select(i => $"First{i:000}"), seen);
    }

    [Fact]
    public async Task A_page_has_ten_contacts_when_nothing_is_said_and_first_0_has_none()
    {
        await using var api = await Api.StartAsync();
        await api.AddManyAsync(api.Viewers.Alice, 12);
        var data = await api.DataAsync(api.Viewers.Alice, "{ ten: contacts { nodes { id } } none: contacts(first: 0) { nodes { id } totalCount } last: contacts(last: 3) { nodes { firstName } pageInfo { hasPreviousPage hasNextPage } } }");
        Assert.Equal(10, data.GetProperty("ten").GetProperty("nodes").GetArrayLength());
        Assert.Equal("""{"nodes":[],"totalCount":12}""", data.GetProperty("none").GetRawText());
        Assert.Equal("""{"nodes":[{"firstName":"First009"},{"firstName":"First010"},{"firstName":"First011"}],"pageInfo":{"hasPreviousPage":true,"hasNextPage":false}}""", data.GetProperty("last").GetRawText());
    }

    [Theory, EachEngine]
    public async Task A_skip_passes_over_those_whom_the_viewer_sees_and_nobody_else(Engine engine)
    {
        await using var api = await Api.StartAsync(engine);
        await api.AddManyAsync(api.Viewers.Alice, 6);
        await api.AddAsync(api.Viewers.Alice, new ContactPatch { FirstName = "Hidden", LastName = "Aaron", Visibility = ContactVisibility.Owner, AssignedToId = "alice" });
        const string Skip = "{ contacts(first: 2, skip: 3) { nodes { firstName } pageInfo { hasPreviousPage hasNextPage } } }";
        Assert.Equal("""{"nodes":[{"firstName":"First003"},{"firstName":"First004"}],"pageInfo":{"hasPreviousPage":true,"hasNextPage":true}}""",
            (await api.DataAsync(api.Viewers.Bob, Skip)).GetProperty("contacts").GetRawText());
        Assert.StartsWith("""{"nodes":[{"firstName":"First002"}""", (await api.DataAsync(api.Viewers.Alice, Skip)).GetProperty("contacts").GetRawText(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("contacts(first: 100000) { nodes { id } }", "HC0051")]
    [InlineData("contacts(first: -1) { nodes { id } }", "HC0051")]
    [InlineData("contacts(first: 5, last: 5) { nodes { id } }", "HC0079")]
    [InlineData("contacts(skip: -1) { nodes { id } }", "HC0079")]
    [InlineData("contacts(after: \"no cursor\") { nodes { id } }", "HC0078")]
    [InlineData("contacts(where: { email: { contains: null } }) { nodes { id } }", "HC0026")]
    public async Task What_cannot_be_paged_is_refused_by_its_code(string field, string code)
    {
        await using var api = await Api.StartAsync();
        var reply = await api.AskAsync(api.Viewers.Alice, "{ " + field + " }");
        Assert.Equal(code, reply.Code);
        Assert.Equal("""{"contacts":null}""", reply.Json.GetProperty("data").GetRawText());
        Assert.Equal("""["contacts"]""", reply.Error.GetProperty("path").GetRawText());
        Assert.StartsWith("""{"errors":[{"message":""", reply.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cursor_of_another_order_is_refused()
    {
        await using var api = await Api.StartAsync();
        await api.AddManyAsync(api.Viewers.Alice, 3);
        var after = (await api.DataAsync(api.Viewers.Alice, Page, new { first = 1 })).GetProperty("contacts").GetProperty("pageInfo").GetProperty("endCursor").GetString();
        var reply = await api.AskAsync(api.Viewers.Alice, Page, new { first = 1, after, order = new { email = "DESC" } });
        Assert.Equal("HC0078", reply.Code);
    }

    [Theory]
    [InlineData("{ lastName: ASC, firstName: DESC }", "a c b")]
    [InlineData("{ firstName: DESC, lastName: ASC }", "c b a")]
    [InlineData("[{ firstName: ASC }, { lastName: DESC }]", "a b c")]
    public async Task Order_applies_as_it_is_written_in_the_document_and_in_a_variable_alike(string order, string expected)
    {
        await using var api = await Api.StartAsync();
        foreach (var (first, last) in (ReadOnlySpan<(string, string)>)[("a", "x"), ("b", "y"), ("c", "x")])
            Names.Add(new() { FirstName = first, LastName = last });
        foreach (var person in Names)
            await api.AddAsync(api.Viewers.Alice, person);

        // a and c share a last name: "lastName, firstName DESC" gives c first.
        expected = order.StartsWith("{ lastName", StringComparison.Ordinal) ? "c a b" : expected;
        var literal = await api.DataAsync(api.Viewers.Alice, $"{{ contacts(order: {order}) {{ nodes {{ firstName }} }} }}");
        Assert.Equal(expected, Firsts(literal));
        var json = JsonDocument.Parse(System.Text.RegularExpressions.Regex.Replace(order, "[A-Za-z]+", "\"$0\"", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1))).RootElement;
        var variable = await api.DataAsync(api.Viewers.Alice, Page, new { order = json });
        Assert.Equal(expected, Firsts(variable));
    }

    private List<ContactPatch> Names { get; } = [];

    private static string Firsts(JsonElement data) =>
        string.Join(' ', data.GetProperty("contacts").GetProperty("nodes").EnumerateArray().Select(n => n.GetProperty("firstName").GetString()));
}
