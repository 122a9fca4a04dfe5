using System.Text.Json;
using CrmContacts.GraphQL.Tests.Stage;
using CrmContacts.Tests.Support.Stores;

namespace CrmContacts.GraphQL.Tests.CustomFields;

public sealed class CustomFieldTests
{
    private const string Create = "mutation($input: CreateCustomFieldInput!) { createCustomField(input: $input) { customField { key name kind required sortOrder options } errors { __typename ... on Error { message } ... on ValidationError { field code } ... on NameTakenError { name } } } }";
    private const string Update = "mutation($input: UpdateContactInput!) { updateContact(input: $input) { contact { version customFields { key name kind text number date boolean } } errors { __typename ... on ValidationError { field code } ... on ConflictError { currentVersion fields { field yours theirs } } } } }";

    [Theory, EachEngine]
    public async Task A_field_is_defined_filled_and_asked_for(Engine engine)
    {
        await using var api = await Api.StartAsync(engine);
        await DefineAsync(api);
        var created = await api.DataAsync(api.Viewers.Bob, "mutation { createContact(input: { firstName: \"Ada\", lastName: \"L\", customFields: [{ key: \"seats\", number: 42.50 }, { key: \"plan\", text: \"gold\" }, { key: \"until\", date: \"2026-03-01\" }, { key: \"signed\", boolean: true }] }) { contact { id customFields { key text number date boolean } } errors { __typename } } }");
        Assert.Equal(
            """[{"key":"plan","text":"Gold","number":null,"date":null,"boolean":null},{"key":"seats","text":null,"number":42.5,"date":null,"boolean":null},{"key":"signed","text":null,"number":null,"date":null,"boolean":true},{"key":"until","text":null,"number":null,"date":"2026-03-01","boolean":null}]""",
            created.GetProperty("createContact").GetProperty("contact").GetProperty("customFields").GetRawText());
        await api.DataAsync(api.Viewers.Bob, "mutation { createContact(input: { firstName: \"Bea\", lastName: \"M\" }) { contact { id } } }");

        foreach (var (where, expected) in ((string, string)[])
        [
            ("{ customFields: { some: { key: { eq: \"seats\" }, number: { gt: 42 } } } }", "Ada"),
            ("{ customFields: { some: { key: { eq: \"SEATS\" }, number: { in: [42.5] } } } }", "Ada"),
            ("{ customFields: { some: { key: { eq: \"until\" }, date: { lt: \"2026-03-02\" } } } }", "Ada"),
            ("{ customFields: { some: { key: { eq: \"plan\" }, text: { startsWith: \"G\" } } } }", "Ada"),
            ("{ customFields: { some: { key: { eq: \"signed\" }, boolean: { eq: false } } } }", ""),
            ("{ customFields: { none: { key: { eq: \"plan\" } } } }", "Bea"),
            ("{ customFields: { any: true } }", "Ada"),
            ("{ consent: { email: { eq: UNKNOWN } }, activityCount: { lte: 0 }, lastActivityAt: { eq: null } }", "Ada Bea"),
            ("{ lists: { none: { name: { contains: \"a\" } } }, account: { name: { neq: \"x\" } } }", "Ada Bea"),
        ])
        {
            var contacts = (await api.DataAsync(api.Viewers.Carol, $"{{ contacts(where: {where}) {{ nodes {{ firstName }} totalCount }} }}")).GetProperty("contacts");
            Assert.Equal(expected, string.Join(' ', contacts.GetProperty("nodes").EnumerateArray().Select(n => n.GetProperty("firstName").GetString())));
        }
    }

    [Fact]
    public async Task Values_change_by_key_and_a_stale_version_says_what_both_changed()
    {
        await using var api = await Api.StartAsync();
        await DefineAsync(api);
        var id = (await api.DataAsync(api.Viewers.Bob, "mutation { createContact(input: { firstName: \"Ada\", lastName: \"L\", customFields: [{ key: \"seats\", number: 1 }, { key: \"plan\", text: \"Gold\" }] }) { contact { id } } }")).GetProperty("createContact").GetProperty("contact").GetProperty("id").GetGuid();
        var changed = await api.DataAsync(api.Viewers.Bob, Update, new { input = new { id, customFields = new object[] { new { key = "seats", number = 123456789012.123456m }, new { key = "plan", text = (string?)null } } } });
        Assert.Equal("""{"contact":{"version":2,"customFields":[{"key":"seats","name":"Seats","kind":"NUMBER","text":null,"number":123456789012.123456,"date":null,"boolean":null}]},"errors":null}""", changed.GetProperty("updateContact").GetRawText());
        var stale = await api.DataAsync(api.Viewers.Erin, Update, new { input = new { id, version = 1, customFields = new object[] { new { key = "seats", number = 2 } } } });
        Assert.Equal("""[{"__typename":"ConflictError","currentVersion":2,"fields":[{"field":"customFields.seats","yours":2,"theirs":123456789012.123456}]}]""", stale.GetProperty("updateContact").GetProperty("errors").GetRawText());
        var wrong = await api.DataAsync(api.Viewers.Bob, Update, new { input = new { id, customFields = new object[] { new { key = "seats", text = "many" }, new { key = "nobody", text = "x" } } } });
        Assert.Equal("""[{"__typename":"ValidationError","field":"customFields.seats","code":"TYPE_MISMATCH"},{"__typename":"ValidationError","field":"customFields","code":"CUSTOM_FIELD_UNKNOWN"}]""", wrong.GetProperty("updateContact").GetProperty("errors").GetRawText());
    }

    [Fact]
    public async Task A_name_that_is_taken_and_a_field_that_is_gone_are_errors_of_the_payload()
    {
        await using var api = await Api.StartAsync();
        await DefineAsync(api);
        Assert.Equal("""[{"__typename":"NameTakenError","message":"The name 'SEATS' is taken.","name":"SEATS"}]""", (await DefineAsync(api, new { name = "SEATS", kind = "TEXT" })).GetProperty("errors").GetRawText());
        Assert.Equal("""[{"__typename":"ValidationError","message":"Only a dropdown has options.","field":"options","code":"OPTIONS_INVALID"}]""", (await DefineAsync(api, new { name = "X", kind = "TEXT", options = new[] { "a" } })).GetProperty("errors").GetRawText());
        var gone = await api.DataAsync(api.Viewers.Alice, "mutation { deleteCustomField(input: { id: \"018f2b6e-7c1a-7d3e-9a52-0c7f8a1b2c3d\" }) { customField { id } errors { __typename ... on CustomFieldNotFoundError { customFieldId } } } }");
        Assert.Equal("""{"customField":null,"errors":[{"__typename":"CustomFieldNotFoundError","customFieldId":"018f2b6e-7c1a-7d3e-9a52-0c7f8a1b2c3d"}]}""", gone.GetProperty("deleteCustomField").GetRawText());
        Assert.Equal("""["plan","seats","signed","until"]""", JsonSerializer.Serialize((await api.DataAsync(api.Viewers.Carol, "{ customFields { key } }")).GetProperty("customFields").EnumerateArray().Select(f => f.GetProperty("key").GetString())));
    }

    [Theory, EachEngine]
    public async Task Values_of_a_page_are_one_statement_whatever_its_size(Engine engine)
    {
        await using var api = await Api.StartAsync(engine);
        await DefineAsync(api);
        await api.AddManyAsync(api.Viewers.Alice, 12);
        foreach (var first in (int[])[2, 12])
        {
            using var log = new StatementLog(api.Store);
            await api.DataAsync(api.Viewers.Alice, $"{{ contacts(first: {first}) {{ nodes {{ customFields {{ key text }} }} }} }}");
            Assert.Equal(2, log.All.Count(sql => sql.StartsWith("SELECT", StringComparison.Ordinal)));
        }
    }

    private static async Task DefineAsync(Api api)
    {
        foreach (var input in (object[])[new { name = "Seats", kind = "NUMBER" }, new { name = "Plan", kind = "DROPDOWN", options = new[] { "Gold", "Silver" }, sortOrder = -1 }, new { name = "Until", kind = "DATE" }, new { name = "Signed", kind = "CHECKBOX" }])
            Assert.Equal(JsonValueKind.Null, (await DefineAsync(api, input)).GetProperty("errors").ValueKind);
    }

    private static async Task<JsonElement> DefineAsync(Api api, object input) =>
        (await api.DataAsync(api.Viewers.Alice, Create, new { input })).GetProperty("createCustomField");
}
