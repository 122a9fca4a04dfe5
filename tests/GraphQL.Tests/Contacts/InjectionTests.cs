using CrmContacts.Core.Contacts;
using CrmContacts.Core.CustomFields;
using CrmContacts.Core.Visibility;
using CrmContacts.GraphQL.Tests.Stage;
using CrmContacts.Tests.Support.Stores;

namespace CrmContacts.GraphQL.Tests.Contacts;

/// <summary>Whatever is sent is a value: it is refused, or it finds nothing, and the statement is the one that a harmless value gets.</summary>
public sealed class InjectionTests
{
    private static readonly string[] Fragments =
    [
        "' OR 1=1 --", "'; DROP TABLE crm_contacts; --", "\"; DELETE FROM crm_contacts; --", "') OR ('a'='a", "x' UNION SELECT id FROM crm_contacts --", "1; PRAGMA writable_schema = 1", "a%", "%", "_", "\\", "\\'", "''", "\"\"",
        "c.tenant", "@p0", "$1", ":p0", "?1", "NULL", "c.email IS NOT NULL", "/* */", "a\u0000b", "tenant:1:ada*", "ada* OR bea*", "NEAR(ada bea)", "\"ada\" AND NOT \"x\"", "ada:* & !x", "'ada':*", "ada | bea", "{tokens}: ada", "^ada", "-ada", "(ada", "ada)",
        "{{7*7}}", "${7*7}", "#{7*7}", "$where", "__proto__", "constructor.prototype", "Europe/Berlin'; --", "../../etc/passwd", "e\u0301'", "ａ＇ＯＲ", "\u202E'--", "😀'", "{\"$gt\":\"\"}", "[{}]", "0x27", "CHAR(39)", "1e400", "-1", "true",
    ];

    private const string Filtered = "query($where: ContactFilterInput, $search: String, $order: [ContactSortInput!], $after: String) { contacts(where: $where, search: $search, order: $order, after: $after) { nodes { id } totalCount } }";

    private static readonly string[] Texts = ["firstName", "fullName", "email", "phone", "title", "notes", "externalCrmId", "assignedToId", "timezone"];
    private static readonly string[] Operations = ["eq", "contains", "startsWith", "endsWith"];

    /// <summary>Where a fragment is a value.</summary>
    private static readonly (string Name, Func<string, object> Variables)[] Values =
    [
        .. Texts.SelectMany(field => Operations.Select(op => (field + "." + op, Value(text => new { where = Of(field, Of(op, text)) })))),
        ("in", text => new { where = Of("email", Of("in", new[] { text, "b" })) }),
        ("tags", text => new { where = Of("tags", Of("some", Of("contains", text))) }),
        ("lists", text => new { where = Of("lists", Of("some", Of("name", Of("eq", text)))) }),
        ("account", text => new { where = Of("account", Of("name", Of("startsWith", text))) }),
        ("key", text => new { where = Of("customFields", Of("some", Of("key", Of("eq", text)))) }),
        ("text", text => new { where = Of("customFields", Of("some", Of("text", Of("eq", text)))) }),
        ("search", text => new { search = "zzz" + text }),
    ];

    /// <summary>Where only names or values of a type may stand.</summary>
    private static readonly (string Name, Func<string, object> Variables)[] Names =
    [
        ("field", text => new { where = Of(text, Of("eq", "a")) }),
        ("operator", text => new { where = Of("email", Of(text, "a")) }),
        ("quantifier", text => new { where = Of("tags", Of(text, Of("eq", "a"))) }),
        ("enum", text => new { where = Of("status", Of("eq", text)) }),
        ("id", text => new { where = Of("accountId", Of("eq", text)) }),
        ("instant", text => new { where = Of("createdAt", Of("gt", text)) }),
        ("int", text => new { where = Of("activityCount", Of("gt", text)) }),
        ("number", text => new { where = Of("customFields", Of("some", Of("number", Of("eq", text)))) }),
        ("date", text => new { where = Of("customFields", Of("some", Of("date", Of("eq", text)))) }),
        ("boolean", text => new { where = Of("customFields", Of("some", Of("boolean", Of("eq", text)))) }),
        ("sort", text => new { order = Of(text, "ASC") }),
        ("direction", text => new { order = Of("email", text) }),
        ("cursor", text => new { after = text }),
    ];

    [Theory, EachEngine]
    public async Task A_fragment_is_a_value_and_never_a_part_of_the_statement(Engine engine)
    {
        await using var api = await StartAsync(engine);
        foreach (var (name, variables) in Values)
        {
            var harmless = await StatementsAsync(api, variables("harmless"));
            foreach (var fragment in Fragments)
            {
                using var log = new StatementLog(api.Store);
                var reply = await api.AskAsync(api.Viewers.Alice, Filtered, variables(fragment));
                if (fragment.Contains('\0') && name != "search")
                {
                    Assert.Equal("HC0026", reply.Code);
                    Assert.Empty(log.All);
                    continue;
                }

                Assert.False(reply.Json.TryGetProperty("errors", out _), $"{name}: {fragment}: {reply.Body}");
                Assert.Equal("""{"contacts":{"nodes":[],"totalCount":0}}""", reply.Json.GetProperty("data").GetRawText());
                // A search of short words leaves out the walk that a long one begins with; it never runs another statement.
                if (name == "search")
                    Assert.All(log.All, statement => Assert.Contains(statement, harmless));
                else
                    Assert.Equal(harmless, log.All);
            }
        }

        await UnharmedAsync(api);
    }

    [Theory, EachEngine]
    public async Task A_fragment_is_no_name_and_runs_no_statement(Engine engine)
    {
        await using var api = await StartAsync(engine);
        foreach (var (name, variables) in Names)
        {
            foreach (var fragment in Fragments)
            {
                using var log = new StatementLog(api.Store);
                var reply = await api.AskAsync(api.Viewers.Alice, Filtered, variables(fragment));
                Assert.True(reply.Json.TryGetProperty("errors", out _), $"{name}: {fragment}: {reply.Body}");
                Assert.NotEqual("INTERNAL", reply.Code);
                Assert.DoesNotContain(log.All, sql => sql.Contains("crm_contacts", StringComparison.Ordinal));
            }
        }

        await UnharmedAsync(api);
    }

    [Theory, EachEngine]
    public async Task A_fragment_is_written_as_text_or_refused_as_a_value(Engine engine)
    {
        await using var api = await StartAsync(engine);
        const string Create = "mutation($input: CreateContactInput!) { createContact(input: $input) { contact { title customFields { text } } errors { ... on ValidationError { field code } } } }";
        foreach (var fragment in Fragments)
        {
            var nul = fragment.Contains('\0');
            var written = (await api.DataAsync(api.Viewers.Gina, Create, new { input = new { firstName = "A", lastName = "B", title = fragment, tags = new[] { nul ? "a" : fragment.Replace(';', ',') }, customFields = new[] { new { key = "note", text = fragment } } } })).GetProperty("createContact");
            if (nul)
            {
                Assert.Equal("""[{"field":"title","code":"NUL_IN_TEXT"},{"field":"customFields.note","code":"NUL_IN_TEXT"}]""", written.GetProperty("errors").GetRawText());
            }
            else
            {
                Assert.Equal(fragment, written.GetProperty("contact").GetProperty("title").GetString());
                Assert.Equal(fragment, written.GetProperty("contact").GetProperty("customFields")[0].GetProperty("text").GetString());
            }

            var refused = (await api.DataAsync(api.Viewers.Gina, Create, new { input = new { firstName = "A", lastName = "B", timezone = fragment, customFields = new[] { new { key = fragment, text = "x" } } } })).GetProperty("createContact").GetProperty("errors").GetRawText();
            Assert.Contains("TIMEZONE_UNKNOWN", refused, StringComparison.Ordinal);
            Assert.Contains("CUSTOM_FIELD_UNKNOWN", refused, StringComparison.Ordinal);
        }

        await UnharmedAsync(api);
    }

    [Theory, EachEngine]
    public async Task Half_a_character_is_answered_and_not_stumbled_over(Engine engine)
    {
        await using var api = await StartAsync(engine);
        foreach (var body in (string[])
        [
            """{"query":"query($w: ContactFilterInput) { contacts(where: $w) { nodes { id } } }","variables":{"w":{"assignedToId":{"eq":"\ud83d"}}}}""",
            """{"query":"{ contacts(where: { assignedToId: { eq: \"\\ud83d\" } }) { nodes { id } } }"}""",
            """{"query":"{ contacts(search: \"\\ud83d\") { nodes { id } } }"}""",
        ])
        {
            var reply = await api.SendAsync(new HttpRequestMessage(HttpMethod.Post, "/graphql") { Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json") }, api.Viewers.Alice);
            Assert.True((int)reply.Status < 500, reply.Body);
            if (reply.Json.TryGetProperty("errors", out _))
                Assert.NotEqual("INTERNAL", reply.Code);
        }
    }

    private static Func<string, object> Value(Func<string, object> variables) => variables;

    private static Dictionary<string, object> Of(string name, object value) => new(StringComparer.Ordinal) { [name] = value };

    private static async Task<Api> StartAsync(Engine engine)
    {
        var api = await Api.StartAsync(engine);
        foreach (var viewer in (Viewer[])[api.Viewers.Alice, api.Viewers.Gina])
            await api.Store.AskAsync<CustomFieldWriter, CustomFieldWriteResult>(w => w.CreateAsync(viewer, new CustomFieldPatch { Name = "Note", Kind = CustomFieldKind.Textarea }));
        foreach (var name in (string[])["Ada", "Bea"])
        {
            await api.AddAsync(api.Viewers.Alice, new ContactPatch
            {
                FirstName = name, LastName = "Lovelace", Email = name + "@example.com", Title = "Countess", AssignedToId = "bob", Tags = new(true, ["vip"]), CustomFields = [new("note") { Text = "Likes tea" }],
            });
        }

        return api;
    }

    private static async Task<IReadOnlyList<string>> StatementsAsync(Api api, object variables)
    {
        using var log = new StatementLog(api.Store);
        await api.DataAsync(api.Viewers.Alice, Filtered, variables);
        Assert.Contains(log.All, sql => sql.Contains("crm_contacts", StringComparison.Ordinal));
        return log.All;
    }

    private static async Task UnharmedAsync(Api api)
    {
        var data = await api.DataAsync(api.Viewers.Alice, "{ contacts { nodes { firstName email tags customFields { key text } } totalCount } customFields { key kind } }");
        Assert.Equal(
            """{"contacts":{"nodes":[{"firstName":"Ada","email":"Ada@example.com","tags":["vip"],"customFields":[{"key":"note","text":"Likes tea"}]},{"firstName":"Bea","email":"Bea@example.com","tags":["vip"],"customFields":[{"key":"note","text":"Likes tea"}]}],"totalCount":2},"customFields":[{"key":"note","kind":"TEXTAREA"}]}""",
            data.GetRawText());
    }
}
