using CrmContacts.Core.Contacts;
using CrmContacts.GraphQL.Tests.Stage;

namespace CrmContacts.GraphQL.Tests.Http;

/// <summary>A query that was executed before goes past the engine: nobody may notice.</summary>
public sealed class DirectTests
{
    [Theory]
    [InlineData("query($id: UUID!) { contactById(id: $id) { id fullName tags } }")]
    [InlineData("query($id: UUID) { contacts(where: { id: { eq: $id } }, first: 1) { nodes { id } totalCount pageInfo { hasNextPage } } other: contactById(id: \"00000000-0000-0000-0000-000000000000\") { id } }")]
    [InlineData("query($id: UUID!, $first: Int, $status: ContactStatus) { contactById(id: $id) { timeline(first: $first) { nodes { __typename } } } contacts(where: { status: { eq: $status } }) { nodes { fullName } } }")]
    [InlineData("query($id: UUID!) { ...root } fragment root on Query { contactById(id: $id) { fullName } }")]
    [InlineData("query($id: UUID!) { a: contactById(id: $id) { fullName } a: contactById(id: $id) { id } }")]
    [InlineData("query($id: UUID!, $no: Boolean = false) { contactById(id: $id) { fullName email @include(if: $no) } }")]
    [InlineData("query($id: UUID!) { __typename contactById(id: $id) { fullName } }")]
    [InlineData("query($id: UUID!, $first: Int) { contactById(id: $id) { id } contacts(first: $first) { nodes { id } } }", 201)]
    [InlineData("query($id: UUID!, $first: Int) { contactById(id: $id) { id } contacts(first: $first) { nodes { id } } }", "many")]
    [InlineData("query($id: UUID!, $first: Int!) { contactById(id: $id) { id } contacts(first: $first) { nodes { id } } }")]
    public async Task The_second_answer_is_the_first(string query, object? first = null)
    {
        await using var api = await Api.StartAsync();
        var contact = await api.AddAsync(api.Viewers.Alice, new ContactPatch { FirstName = "Ada", LastName = "Lovelace", Tags = new(true, ["vip"]) });
        var variables = new Dictionary<string, object?> { ["id"] = contact.Id, ["status"] = "ACTIVE" };
        var good = await api.AskAsync(api.Viewers.Alice, query, variables.Append(new("first", 5)).ToDictionary());
        Assert.Equal(System.Net.HttpStatusCode.OK, good.Status);
        if (first is not null)
            variables["first"] = first;

        // The other spelling has never been executed: it goes through the engine.
        var engine = await api.AskAsync(api.Viewers.Alice, "# new\n" + query, variables);
        var direct = await api.AskAsync(api.Viewers.Alice, query, variables);
        Assert.Equal(System.Text.RegularExpressions.Regex.Replace(engine.Body, "\"line\":\\d", "", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1)), System.Text.RegularExpressions.Regex.Replace(direct.Body, "\"line\":\\d", "", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1)));
        Assert.Equal(engine.Status, direct.Status);
    }

    [Fact]
    public async Task Each_time_it_asks_anew_in_the_name_of_who_asks()
    {
        await using var api = await Api.StartAsync();
        const string query = "query($id: UUID!) { contactById(id: $id) { title } }";
        var contact = await api.AddAsync(api.Viewers.Alice, new ContactPatch { FirstName = "Ada", LastName = "L", Title = "Countess", Visibility = ContactVisibility.Owner, AssignedToId = "alice" });
        for (var i = 0; i < 3; i++)
        {
            Assert.Contains("Countess", (await api.AskAsync(api.Viewers.Alice, query, new { id = contact.Id })).Body, StringComparison.Ordinal);
            Assert.Equal("""{"data":{"contactById":null}}""", (await api.AskAsync(api.Viewers.Bob, query, new { id = contact.Id })).Body);
            Assert.Equal("AUTH_NOT_AUTHORIZED", (await api.AskAsync(api.Viewers.Dave, query, new { id = contact.Id })).Code);
            Assert.Equal("HC0018", (await api.AskAsync(api.Viewers.Alice, query)).Code);
        }
    }
}
