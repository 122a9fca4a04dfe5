using CrmContacts.GraphQL.Tests.Stage;
using CrmContacts.Tests.Support.Telemetry;

namespace CrmContacts.GraphQL.Tests.Http;

public sealed class OperationMeterTests
{
    private const string Duration = "crm.graphql.operation.duration";

    [Fact]
    public async Task Operations_are_told_by_kind_and_outcome_and_never_by_what_they_say()
    {
        using var measured = new Measured();
        await using var api = await Api.StartAsync();
        var alice = api.Viewers.Alice;
        for (var i = 0; i < 2; i++)
            await api.DataAsync(alice, "query HerSecretName($q: String) { contacts(search: $q) { totalCount } }", new { q = "zanzibar" });
        await api.DataAsync(alice, """mutation { createContact(input: { firstName: "Quin", lastName: "Quibbleton" }) { contact { id } errors { __typename } } }""");
        await api.AskAsync(alice, "{ contacts { oops } }");
        await api.AskAsync(alice, "{ contacts(");
        await api.AskAsync(api.Viewers.Dave, "{ lists { id } }");

        var values = measured.Values;
        Assert.True(values.Count(v => v == $"{Duration} {{crm.outcome=ok graphql.operation.type=query}}") >= 2);
        Assert.Contains($"{Duration} {{crm.outcome=ok graphql.operation.type=mutation}}", values);
        Assert.Contains($"{Duration} {{crm.outcome=refused graphql.operation.type=query}}", values);
        Assert.Contains($"{Duration} {{crm.outcome=refused graphql.operation.type=unknown}}", values);
        Assert.Contains($"{Duration} {{crm.outcome=errors graphql.operation.type=query}}", values);
        Assert.Contains(measured.Spans, s => s.StartsWith("graphql query {", StringComparison.Ordinal) && s.Contains("crm.outcome=ok crm.tenant=acme graphql.operation.type=query", StringComparison.Ordinal));
        Assert.Contains(measured.Spans, s => s.StartsWith("graphql mutation {", StringComparison.Ordinal));
        var told = string.Join('\n', [.. values, .. measured.Spans]);
        foreach (var secret in new[] { "HerSecretName", "zanzibar", "Quibbleton", "alice", "oops" })
            Assert.DoesNotContain(secret, told, StringComparison.Ordinal);
    }
}
