using System.Diagnostics;
using System.Net;
using System.Text;
using CrmContacts.GraphQL.Tests.Stage;
using CrmContacts.Tests.Support.Stores;

namespace CrmContacts.GraphQL.Tests.Http;

public sealed class LimitTests
{
    private const int Deep = 100_000;

    public static TheoryData<string, string> Floods => new()
    {
        { "a deep document", Repeat("{a", Deep) },
        { "a deep list", "{ contacts(order: " + Repeat("[", Deep) + ") { totalCount } }" },
        { "a deep object", "{ contacts(where: " + Repeat("{and:", Deep) + ") { totalCount } }" },
        { "a thousand aliases", "{ " + string.Concat(Enumerable.Range(0, 1_000).Select(i => $"a{i}: viewer {{ agent {{ id }} }} ")) + "}" },
        { "many pages at once", "{ " + string.Concat(Enumerable.Range(0, 60).Select(i => $"a{i}: contacts(first: 200) {{ nodes {{ id }} }} ")) + "}" },
        { "a circle of fragments", "{ viewer { ...a } } fragment a on Viewer { ...b } fragment b on Viewer { ...a }" },
        { "fragments that fan out", "{ viewer { ...f0 ...f0 } } " + string.Concat(Enumerable.Range(0, 40).Select(i => $"fragment f{i} on Viewer {{ ...f{i + 1} ...f{i + 1} }} ")) + "fragment f40 on Viewer { permissions }" },
        { "a long chain of fragments", "{ viewer { ...f0 } } " + string.Concat(Enumerable.Range(0, 2_000).Select(i => $"fragment f{i} on Viewer {{ ...f{i + 1} }} ")) + "fragment f2000 on Viewer { permissions }" },
        { "the same field again and again", "{ viewer { " + Repeat("permissions ", 14_000) + "} }" },
        { "the same field in a fragment that nobody uses", "{ viewer { permissions } } fragment f on Viewer { " + Repeat("permissions ", 14_000) + "}" },
        { "a flood of directives", "{ viewer " + Repeat("@skip(if: false) ", 2_000) + "{ permissions } }" },
        { "introspection in circles", "{ __schema { types { fields { type { fields { type { fields { name } } } } } } } }" },
    };

    [Theory, MemberData(nameof(Floods))]
    public async Task A_flood_is_refused_before_execution_and_others_go_on(string what, string query)
    {
        await using var api = await Api.StartAsync();
        using var log = new StatementLog(api.Store);
        var clock = Stopwatch.StartNew();
        var reply = await api.AskAsync(api.Viewers.Alice, query, accept: "application/graphql-response+json");
        Assert.True(reply.Status == HttpStatusCode.BadRequest, what + ": " + reply.Body[..Math.Min(500, reply.Body.Length)]);
        Assert.False(reply.HasData);
        Assert.Empty(log.All);
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(20), $"{what} took {clock.Elapsed}.");
        Assert.Equal("""{"data":{"__typename":"Query"}}""", (await api.AskAsync(api.Viewers.Alice, "{ __typename }")).Body);
    }

    [Fact]
    public async Task A_deep_body_and_a_long_body_are_refused()
    {
        await using var api = await Api.StartAsync();
        var deep = await api.SendAsync(Post("""{"query":"{ __typename }","variables":""" + Repeat("[", Deep)), api.Viewers.Alice);
        Assert.Equal(HttpStatusCode.BadRequest, deep.Status);
        Assert.Equal("HC0011", deep.Code);
        var large = await api.SendAsync(Post("""{"query":"{ __typename }","variables":{"x":" """ + new string(' ', 2 << 20) + "\"}}"), api.Viewers.Alice);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, large.Status);
    }

    public static TheoryData<string, string> HostileFilters => new()
    {
        { "nested deep", Repeat("""{"and":[""", 25) + "{}" + Repeat("]}", 25) },
        { "a thousand parts", """{"or":[""" + string.Join(',', Enumerable.Range(0, 1_000).Select(i => Part("lastName", "eq", i))) + "]}" },
        { "ten thousand parts", """{"or":[""" + string.Join(',', Enumerable.Range(0, 10_000).Select(i => Part("lastName", "eq", i))) + "]}" },
        { "thousands of values", """{"lastName":{"in":[""" + string.Join(',', Enumerable.Range(0, 4_000).Select(i => $"\"n{i}\"")) + "]}}" },
        { "operations that scan, again and again", """{"and":[""" + string.Join(',', Enumerable.Range(0, 490).Select(i => Part("notes", "contains", i))) + "]}" },
    };

    [Theory, MemberData(nameof(HostileFilters))]
    public async Task A_hostile_filter_runs_no_statement_and_others_go_on(string what, string where)
    {
        await using var api = await Api.StartAsync();
        using var log = new StatementLog(api.Store);
        var reply = await api.SendAsync(Post("""{"query":"query($w: ContactFilterInput) { contacts(where: $w) { nodes { id } } }","variables":{"w":""" + where + "}}"), api.Viewers.Alice);
        Assert.True(reply.Json.TryGetProperty("errors", out _), what);
        Assert.DoesNotContain("\"nodes\"", reply.Body, StringComparison.Ordinal);
        Assert.Empty(log.All);
        Assert.Equal("""{"data":{"__typename":"Query"}}""", (await api.AskAsync(api.Viewers.Alice, "{ __typename }")).Body);
    }

    [Theory]
    [InlineData("[")]
    [InlineData("{\"a\":")]
    public async Task Variables_nested_deep_are_refused_by_GET_and_by_POST(string open)
    {
        await using var api = await Api.StartAsync();
        var deep = await api.SendAsync(Post("""{"variables":""" + Repeat(open, Deep)), api.Viewers.Alice);
        Assert.Equal(HttpStatusCode.BadRequest, deep.Status);
        var read = await api.SendAsync(new HttpRequestMessage(HttpMethod.Get, "/graphql?query=%7B__typename%7D&variables=" + Uri.EscapeDataString(Repeat(open, 2_000))), api.Viewers.Alice);
        Assert.Equal(HttpStatusCode.BadRequest, read.Status);
        Assert.Equal("HC0011", read.Code);
    }

    [Fact]
    public async Task A_costly_operation_says_what_it_costs_and_what_it_may()
    {
        await using var api = await Api.StartAsync(configure: options => options.MaxCost = 100);
        var reply = await api.AskAsync(api.Viewers.Alice, "{ contacts(first: 200) { nodes { id } } }");
        Assert.Equal("HC0047", reply.Code);
        Assert.Equal(210, reply.Error.GetProperty("extensions").GetProperty("fieldCost").GetInt32());
        Assert.Equal(100, reply.Error.GetProperty("extensions").GetProperty("maxFieldCost").GetInt32());
        Assert.False(reply.HasData);

        // What is passed over is paid for, too.
        Assert.Equal("HC0047", (await api.AskAsync(api.Viewers.Alice, "{ contacts(first: 1, skip: 200000) { nodes { id } } }")).Code);
        Assert.True((await api.AskAsync(api.Viewers.Alice, "{ contacts(first: 1, skip: 2000) { nodes { id } } }")).HasData);
    }

    [Fact]
    public async Task Introspection_can_be_off_and_typename_still_answers()
    {
        await using var api = await Api.StartAsync(configure: options => options.Introspection = false);
        Assert.Equal("HC0046", (await api.AskAsync(api.Viewers.Alice, "{ __schema { queryType { name } } }")).Code);
        Assert.Equal("HC0046", (await api.AskAsync(api.Viewers.Alice, "{ ...f } fragment f on Query { __type(name: \"Contact\") { name } }")).Code);
        Assert.True((await api.AskAsync(api.Viewers.Alice, "{ __typename }")).HasData);
    }

    [Fact]
    public async Task The_usual_introspection_query_is_answered()
    {
        await using var api = await Api.StartAsync();
        const string Usual = "query { __schema { queryType { name } mutationType { name } subscriptionType { name } types { ...T } directives { name description locations args { ...I } } } } fragment T on __Type { kind name description fields(includeDeprecated: true) { name description args { ...I } type { ...R } isDeprecated deprecationReason } inputFields { ...I } interfaces { ...R } enumValues(includeDeprecated: true) { name description isDeprecated deprecationReason } possibleTypes { ...R } } fragment I on __InputValue { name description type { ...R } defaultValue } fragment R on __Type { kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name } } } } } } } }";
        var data = await api.DataAsync(api.Viewers.Alice, Usual);
        var types = data.GetProperty("__schema").GetProperty("types").EnumerateArray().Select(t => t.GetProperty("name").GetString()).ToList();
        Assert.Contains("ContactFilterInput", types);
        Assert.DoesNotContain("Guid", types);
    }

    private static HttpRequestMessage Post(string body) => new(HttpMethod.Post, "/graphql") { Content = new StringContent(body, Encoding.UTF8, "application/json") };

    private static string Part(string field, string operation, int i) => "{\"" + field + "\":{\"" + operation + "\":\"n" + i + "\"}}";

    private static string Repeat(string text, int times) => new StringBuilder().Insert(0, text, times).ToString();
}
