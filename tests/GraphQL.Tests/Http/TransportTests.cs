using System.Net;
using System.Net.Http.Json;
using System.Text;
using CrmContacts.GraphQL.Tests.Stage;

namespace CrmContacts.GraphQL.Tests.Http;

public sealed class TransportTests
{
    private const string NewType = "application/graphql-response+json";

    [Theory]
    [InlineData(null, "application/json; charset=utf-8")]
    [InlineData("*/*", "application/json; charset=utf-8")]
    [InlineData("application/json", "application/json; charset=utf-8")]
    [InlineData(NewType, NewType + "; charset=utf-8")]
    [InlineData("application/json;q=0.4, " + NewType + "; charset=utf-8", NewType + "; charset=utf-8")]
    [InlineData("text/html,application/xhtml+xml,*/*;q=0.8", "application/json; charset=utf-8")]
    public async Task An_answer_is_typed_as_it_is_accepted(string? accept, string type)
    {
        await using var api = await Api.StartAsync();
        var reply = await api.AskAsync(api.Viewers.Alice, "{ __typename }", accept: accept);
        Assert.Equal(HttpStatusCode.OK, reply.Status);
        Assert.Equal(type, reply.ContentType);
        Assert.Equal("""{"data":{"__typename":"Query"}}""", reply.Body);
    }

    [Theory]
    [InlineData("{ nothing }", "DOCUMENT_INVALID")]
    [InlineData("{ viewer", "HC0011")]
    [InlineData("query($id: UUID!) { contactById(id: $id) { id } }", "HC0018")]
    [InlineData("{ contactById(id: \"no\") { id } }", "DOCUMENT_INVALID")]
    [InlineData("{ contacts(where: { nothing: { eq: 1 } }) { totalCount } }", "DOCUMENT_INVALID")]
    [InlineData("fragment f on Query { __typename }", "HC0009")]
    public async Task What_is_no_valid_operation_is_400_in_the_new_type_and_200_in_the_old_without_data(string query, string code)
    {
        await using var api = await Api.StartAsync();
        foreach (var (accept, status) in ((string, HttpStatusCode)[])[(NewType, HttpStatusCode.BadRequest), ("application/json", HttpStatusCode.OK)])
        {
            var reply = await api.AskAsync(api.Viewers.Alice, query, accept: accept);
            Assert.Equal(status, reply.Status);
            Assert.Equal(code, reply.Code);
            Assert.False(reply.HasData);
        }
    }

    [Theory]
    [InlineData("", "HC0011")]
    [InlineData("{", "HC0011")]
    [InlineData("[{\"query\":\"{ __typename }\"}]", "HC0009")]
    [InlineData("\"{ __typename }\"", "HC0009")]
    [InlineData("{\"query\":\"{ __typename }\",\"variables\":{\"x\":\"\\ud800\"}}", "HC0011")]
    [InlineData("{}", "HC0009")]
    [InlineData("{\"query\":1}", "HC0009")]
    [InlineData("{\"query\":\"{ __typename }\",\"variables\":[]}", "HC0009")]
    [InlineData("{\"query\":\"{ __typename }\",\"operationName\":{}}", "HC0009")]
    [InlineData("{\"query\":\"{ __typename }\",\"extensions\":\"x\"}", "HC0009")]
    public async Task What_is_no_GraphQL_request_is_400(string body, string code)
    {
        await using var api = await Api.StartAsync();
        var reply = await api.SendAsync(Post(body), api.Viewers.Alice);
        Assert.Equal(HttpStatusCode.BadRequest, reply.Status);
        Assert.Equal(code, reply.Code);
    }

    [Fact]
    public async Task A_query_comes_by_GET_and_a_mutation_does_not()
    {
        await using var api = await Api.StartAsync();
        var query = await api.SendAsync(Get("query($n: Int) { contacts(first: $n) { totalCount } }", """{"n":1}"""), api.Viewers.Alice);
        Assert.Equal("""{"data":{"contacts":{"totalCount":0}}}""", query.Body);
        var mutation = await api.SendAsync(Get("mutation { createContact(input: { firstName: \"A\", lastName: \"B\" }) { contact { id } } }"), api.Viewers.Alice);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, mutation.Status);
        Assert.False(mutation.HasData);
        Assert.Equal("""{"contacts":{"totalCount":0}}""", (await api.DataAsync(api.Viewers.Alice, "{ contacts { totalCount } }")).GetRawText());
    }

    [Fact]
    public async Task Without_a_viewer_everything_is_401_introspection_and_SDL_too()
    {
        await using var api = await Api.StartAsync();
        foreach (var reply in (Reply[])[await api.AskAsync(null, "{ __schema { queryType { name } } }"), await api.SendAsync(new(HttpMethod.Get, "/graphql?sdl"), null)])
        {
            Assert.Equal(HttpStatusCode.Unauthorized, reply.Status);
            Assert.Equal("AUTH_NOT_AUTHENTICATED", reply.Code);
            Assert.DoesNotContain("Query", reply.Body, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_SDL_is_the_schema_file()
    {
        await using var api = await Api.StartAsync();
        var reply = await api.SendAsync(new(HttpMethod.Get, "/graphql?sdl"), api.Viewers.Carol);
        Assert.Equal(HttpStatusCode.OK, reply.Status);
        Assert.Equal(SchemaText.Sdl, reply.Body);
    }

    [Fact]
    public async Task What_nobody_can_read_is_406_and_what_we_cannot_read_is_415()
    {
        await using var api = await Api.StartAsync();
        var reply = await api.AskAsync(api.Viewers.Alice, "{ __typename }", accept: "text/csv");
        Assert.Equal(HttpStatusCode.NotAcceptable, reply.Status);
        Assert.Equal("HC0063", reply.Code);
        var form = new HttpRequestMessage(HttpMethod.Post, "/graphql") { Content = new StringContent("query={__typename}", Encoding.UTF8, "application/x-www-form-urlencoded") };
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await api.SendAsync(form, api.Viewers.Alice)).Status);
    }

    [Fact]
    public async Task The_cost_is_reported_when_it_is_asked_for()
    {
        await using var api = await Api.StartAsync();
        var request = new HttpRequestMessage(HttpMethod.Post, "/graphql") { Content = JsonContent.Create(new { query = "{ contacts(first: 50) { nodes { id tags } } }" }) };
        request.Headers.Add("GraphQL-Cost", "report");
        var cost = (await api.SendAsync(request, api.Viewers.Alice)).Json.GetProperty("extensions").GetProperty("operationCost");
        Assert.Equal("""{"fieldCost":70,"maxFieldCost":5000}""", cost.GetRawText());
    }

    [Fact]
    public async Task A_document_is_asked_again_with_other_variables_and_directives_still_hold()
    {
        await using var api = await Api.StartAsync();
        const string Query = "query($tenant: Boolean!) { viewer { agent { id } tenant @include(if: $tenant) { slug } ...More } } fragment More on Viewer { agent { name } again: agent { id } __typename }";
        Assert.Equal("""{"viewer":{"agent":{"id":"alice","name":"Alice Adams"},"again":{"id":"alice"},"__typename":"Viewer"}}""", (await api.DataAsync(api.Viewers.Alice, Query, new { tenant = false })).GetRawText());
        Assert.Equal("""{"viewer":{"agent":{"id":"alice","name":"Alice Adams"},"tenant":{"slug":"acme"},"again":{"id":"alice"},"__typename":"Viewer"}}""", (await api.DataAsync(api.Viewers.Alice, Query, new { tenant = true })).GetRawText());
    }

    [Fact]
    public async Task Variables_of_a_GET_that_are_no_text_are_400_too()
    {
        await using var api = await Api.StartAsync();
        foreach (var variables in (string[])["""{"x":"\ud800"}""", "[]", "{"])
            Assert.Equal(HttpStatusCode.BadRequest, (await api.SendAsync(Get("{ __typename }", variables), api.Viewers.Alice)).Status);
    }

    private static HttpRequestMessage Post(string body) => new(HttpMethod.Post, "/graphql") { Content = new StringContent(body, Encoding.UTF8, "application/json") };

    private static HttpRequestMessage Get(string query, string? variables = null) =>
        new(HttpMethod.Get, "/graphql?query=" + Uri.EscapeDataString(query) + (variables is null ? "" : "&variables=" + Uri.EscapeDataString(variables)));
}
