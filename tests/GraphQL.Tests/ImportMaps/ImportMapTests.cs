using CrmContacts.GraphQL.Tests.Stage;
using CrmContacts.Tests.Support.Stores;

namespace CrmContacts.GraphQL.Tests.ImportMaps;

public sealed class ImportMapTests
{
    private const string Fields = "name agent { id } columns { header target } options { delimiter encoding hasHeader matchKeys onDuplicate defaultCountry blankCells values { target cell value } }";
    private const string Create = "mutation($input: CreateImportMapInput!) { createImportMap(input: $input) { importMap { id } errors { __typename ... on Error { message } ... on ValidationError { field code } ... on NameTakenError { name } } } }";

    [Theory, EachEngine]
    public async Task A_map_is_made_read_changed_and_deleted(Engine engine)
    {
        await using var api = await Api.StartAsync(engine);
        var made = await api.DataAsync(api.Viewers.Bob, Create, new { input = new { name = "Fair", columns = new object[] { new { header = "Who", target = "_full_name" }, new { header = "Colour" } }, options = new { onDuplicate = "SKIP", matchKeys = new[] { "email" }, defaultCountry = "de", hasHeader = true, values = new object[] { new { target = "status", cell = " Kunde ", value = "ACTIVE" }, new { target = "status", cell = "weg" } } } } });
        var id = made.GetProperty("createImportMap").GetProperty("importMap").GetProperty("id").GetGuid();
        const string map = """{"name":"Fair","agent":{"id":"bob"},"columns":[{"header":"Who","target":"_full_name"},{"header":"Colour","target":null}],"options":{"delimiter":null,"encoding":null,"hasHeader":true,"matchKeys":["email"],"onDuplicate":"SKIP","defaultCountry":"DE","blankCells":null,"values":[{"target":"status","cell":"Kunde","value":"ACTIVE"},{"target":"status","cell":"weg","value":null}]}}""";
        Assert.Equal($"[{map}]", (await api.DataAsync(api.Viewers.Erin, $"{{ importMaps {{ {Fields} }} }}")).GetProperty("importMaps").GetRawText());
        Assert.Equal(map, (await api.DataAsync(api.Viewers.Erin, $"query($id: UUID!) {{ importMapById(id: $id) {{ {Fields} }} }}", new { id })).GetProperty("importMapById").GetRawText());

        var renamed = await api.DataAsync(api.Viewers.Alice, "mutation($id: UUID!) { updateImportMap(input: { id: $id, name: \"Fair 2027\", options: { blankCells: CLEAR } }) { importMap { name agent { id } columns { target } options { onDuplicate blankCells } } errors { __typename } } }", new { id });
        Assert.Equal("""{"importMap":{"name":"Fair 2027","agent":{"id":"bob"},"columns":[{"target":"_full_name"},{"target":null}],"options":{"onDuplicate":null,"blankCells":"CLEAR"}},"errors":null}""", renamed.GetProperty("updateImportMap").GetRawText());
        var gone = await api.DataAsync(api.Viewers.Bob, "mutation($id: UUID!) { deleteImportMap(input: { id: $id }) { deletedId } }", new { id });
        Assert.Equal(id, gone.GetProperty("deleteImportMap").GetProperty("deletedId").GetGuid());
        Assert.Equal("[]", (await api.DataAsync(api.Viewers.Bob, "{ importMaps { name } }")).GetProperty("importMaps").GetRawText());
    }

    [Fact]
    public async Task What_no_map_can_be_is_told_in_the_payload()
    {
        await using var api = await Api.StartAsync();
        var columns = new object[] { new { header = "Who", target = "_full_name" } };
        await api.DataAsync(api.Viewers.Bob, Create, new { input = new { name = "Fair", columns } });
        Assert.Equal("""[{"__typename":"NameTakenError","message":"The name 'FAIR' is taken.","name":"FAIR"}]""", await ErrorsAsync(api, new { name = "FAIR", columns }));
        var unknown = await ErrorsAsync(api, new { name = "Shoes", columns = new object[] { new { header = "Who", target = "last_name" }, new { header = "Shoe", target = "custom:size" } } });
        Assert.Contains("\"field\":\"columns\",\"code\":\"TARGET_UNKNOWN\"", unknown, StringComparison.Ordinal);
        Assert.Contains("The column \\u0022Shoe\\u0022 is mapped to \\u0022custom:size\\u0022", unknown.Replace("\\\"", "\\u0022", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("gives \\u0022Kunde\\u0022 the value \\u0022LOST\\u0022", (await ErrorsAsync(api, new { name = "Words", columns, options = new { values = new[] { new { target = "status", cell = "Kunde", value = "LOST" } } } })).Replace("\\\"", "\\u0022", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("\"code\":\"NAMES_MISSING\"", await ErrorsAsync(api, new { name = "None", columns = new object[] { new { header = "Mail", target = "email" } } }), StringComparison.Ordinal);
    }

    private static async Task<string> ErrorsAsync(Api api, object input) =>
        (await api.DataAsync(api.Viewers.Bob, Create, new { input })).GetProperty("createImportMap").GetProperty("errors").GetRawText();
}
