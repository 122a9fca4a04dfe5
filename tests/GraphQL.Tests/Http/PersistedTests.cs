using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CrmContacts.GraphQL.Tests.Stage;
using CrmContacts.Tests.Support.Processes;
using CrmContacts.Tests.Support.Stores;

namespace CrmContacts.GraphQL.Tests.Http;

public sealed class PersistedTests
{
    private const string Own = "query Me { viewer { agent { id } } }";

    private static string OwnId => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Own)));

    [Fact]
    public async Task A_document_is_asked_for_by_its_id_by_POST_and_by_GET()
    {
        await using var api = await Api.StartAsync(configure: options => options.PersistedDocuments.Add(Own));
        const string Me = """{"data":{"viewer":{"agent":{"id":"bob"}}}}""";
        Assert.Equal(Me, (await PostAsync(api, new { id = OwnId })).Body);
        Assert.Equal(Me, (await api.SendAsync(new HttpRequestMessage(HttpMethod.Get, "/graphql?id=" + OwnId), api.Viewers.Bob)).Body);
    }

    [Fact]
    public async Task The_widgets_own_documents_are_known_by_the_hash_of_their_text_and_are_valid()
    {
        var manifest = JsonSerializer.Deserialize<Dictionary<string, string>>(await File.ReadAllTextAsync(Repository.PathOf("src", "Widget", "api", "gen", "documents.json")))!;
        Assert.NotEmpty(manifest);
        await using var api = await Api.StartAsync();
        foreach (var (id, text) in manifest)
        {
            Assert.Equal(id, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))));
            var reply = await PostAsync(api, new { id, variables = new { id = Guid.Empty, listId = Guid.Empty, first = 1, number = "1" } });
            Assert.True(reply.HasData || reply.Code is "HC0018" or "VARIABLE_INVALID", text + reply.Body);
        }
    }

    [Fact]
    public async Task An_id_that_is_not_known_is_refused()
    {
        await using var api = await Api.StartAsync();
        var reply = await PostAsync(api, new { id = OwnId });
        Assert.Equal("HC0020", reply.Code);
        Assert.False(reply.HasData);
        Assert.Equal("HC0009", (await PostAsync(api, new { id = "" })).Code);
    }

    [Fact]
    public async Task A_setting_takes_nothing_else_and_runs_no_statement_for_it()
    {
        await using var api = await Api.StartAsync(configure: options =>
        {
            options.PersistedDocumentsOnly = true;
            options.PersistedDocuments.Add(Own);
        });
        using var log = new StatementLog(api.Store);
        var refused = await api.AskAsync(api.Viewers.Alice, "{ contacts { totalCount } }");
        Assert.Equal("HC0067", refused.Code);
        Assert.False(refused.HasData);
        Assert.Empty(log.All);
        Assert.True((await PostAsync(api, new { id = OwnId })).HasData);
        // By its text too, as a bundler may have folded it.
        Assert.True((await api.AskAsync(api.Viewers.Bob, "query Me {\n  viewer {\n    agent { id } } }")).HasData);
    }

    private static Task<Reply> PostAsync(Api api, object body) =>
        api.SendAsync(new HttpRequestMessage(HttpMethod.Post, "/graphql") { Content = System.Net.Http.Json.JsonContent.Create(body) }, api.Viewers.Bob);
}
