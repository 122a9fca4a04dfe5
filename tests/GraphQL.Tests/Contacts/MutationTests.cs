using CrmContacts.Core.Contacts;
using CrmContacts.GraphQL.Tests.Stage;
using CrmContacts.Tests.Support.Stores;

namespace CrmContacts.GraphQL.Tests.Contacts;

public sealed class MutationTests
{
    private const string Update = "mutation($input: UpdateContactInput!) { updateContact(input: $input) { contact { firstName email title tags version source } errors { __typename ... on Error { message } ... on ValidationError { field code } ... on ContactNotFoundError { contactId } ... on ConflictError { currentVersion fields { field yours theirs } } } } }";

    [Theory, EachEngine]
    public async Task A_contact_is_created_with_defaults_and_given_back_as_written(Engine engine)
    {
        await using var api = await Api.StartAsync(engine);
        var data = await api.DataAsync(api.Viewers.Bob, "mutation { createContact(input: { firstName: \"Ada\", lastName: \"Lövelace\", phone: \"212 555 0123\", tags: [\"vip\", \"math\"], consent: { email: YES } }) { contact { fullName phoneE164 source status visibility version tags consent { email sms } lists { name } } errors { __typename } } }");
        Assert.Equal(
            """{"createContact":{"contact":{"fullName":"Ada Lövelace","phoneE164":"+12125550123","source":"API","status":"ACTIVE","visibility":"ALL","version":1,"tags":["math","vip"],"consent":{"email":"YES","sms":"UNKNOWN"},"lists":[]},"errors":null}}""",
            data.GetRawText());
    }

    [Fact]
    public async Task An_absent_field_stays_null_clears_and_tags_are_replaced()
    {
        await using var api = await Api.StartAsync();
        var contact = await api.AddAsync(api.Viewers.Alice, new ContactPatch { FirstName = "Ada", LastName = "L", Email = "ada@example.com", Title = "Countess", Tags = new(true, ["old"]) });
        var data = await api.DataAsync(api.Viewers.Bob, Update, new { input = new { id = contact.Id, email = (string?)null, tags = new[] { "new" } } });
        Assert.Equal(
            """{"updateContact":{"contact":{"firstName":"Ada","email":null,"title":"Countess","tags":["new"],"version":2,"source":"MANUAL"},"errors":null}}""".Replace("MANUAL", "API", StringComparison.Ordinal),
            data.GetRawText());
    }

    [Fact]
    public async Task A_variable_that_is_not_given_leaves_its_field_as_it_is()
    {
        await using var api = await Api.StartAsync();
        var contact = await api.AddAsync(api.Viewers.Alice, new ContactPatch { FirstName = "Ada", LastName = "L", Title = "Countess" });
        var data = await api.DataAsync(api.Viewers.Bob, "mutation($id: UUID!, $title: String) { updateContact(input: { id: $id, title: $title, firstName: \"Eda\" }) { contact { firstName title } } }", new { id = contact.Id });
        Assert.Equal("""{"updateContact":{"contact":{"firstName":"Eda","title":"Countess"}}}""", data.GetRawText());
    }

    [Fact]
    public async Task Null_for_a_required_field_is_a_validation_error_and_no_error_of_the_request()
    {
        await using var api = await Api.StartAsync();
        var contact = await api.AddAsync(api.Viewers.Alice, new ContactPatch { FirstName = "Ada", LastName = "L" });
        var payload = (await api.DataAsync(api.Viewers.Bob, Update, new { input = new { id = contact.Id, status = (string?)null } })).GetProperty("updateContact");
        Assert.Equal(System.Text.Json.JsonValueKind.Null, payload.GetProperty("contact").ValueKind);
        var error = payload.GetProperty("errors")[0];
        Assert.Equal("ValidationError", error.GetProperty("__typename").GetString());
        Assert.Equal("status", error.GetProperty("field").GetString());
        Assert.Equal("REQUIRED", error.GetProperty("code").GetString());
        Assert.False(string.IsNullOrEmpty(error.GetProperty("message").GetString()));
    }

    [Fact]
    public async Task A_stale_version_is_a_conflict_that_says_what_both_changed()
    {
        await using var api = await Api.StartAsync();
        var contact = await api.AddAsync(api.Viewers.Alice, new ContactPatch { FirstName = "Ada", LastName = "L" });
        await api.DataAsync(api.Viewers.Bob, Update, new { input = new { id = contact.Id, version = 1, firstName = "Bea" } });
        var payload = (await api.DataAsync(api.Viewers.Erin, Update, new { input = new { id = contact.Id, version = 1, firstName = "Cea" } })).GetProperty("updateContact");
        var error = payload.GetProperty("errors")[0];
        Assert.Equal("ConflictError", error.GetProperty("__typename").GetString());
        Assert.Equal(2, error.GetProperty("currentVersion").GetInt32());
        Assert.Equal("""[{"field":"firstName","yours":"Cea","theirs":"Bea"}]""", error.GetProperty("fields").GetRawText());
    }

    [Fact]
    public async Task A_contact_out_of_sight_is_not_found_like_one_that_does_not_exist()
    {
        await using var api = await Api.StartAsync();
        var hidden = await api.AddAsync(api.Viewers.Alice, new ContactPatch { FirstName = "H", LastName = "H", Visibility = ContactVisibility.Queue, AssignedQueueId = "support" });
        var foreign = await api.AddAsync(api.Viewers.Gina, new ContactPatch { FirstName = "F", LastName = "F" });
        foreach (var id in (Guid[])[hidden.Id, foreign.Id, Guid.Empty])
        {
            var error = (await api.DataAsync(api.Viewers.Bob, Update, new { input = new { id, firstName = "X" } })).GetProperty("updateContact").GetProperty("errors")[0];
            Assert.Equal("ContactNotFoundError", error.GetProperty("__typename").GetString());
            Assert.Equal(id, error.GetProperty("contactId").GetGuid());
        }
    }

    [Fact]
    public async Task A_contact_that_leaves_its_authors_sight_is_given_back_once()
    {
        await using var api = await Api.StartAsync();
        var contact = await api.AddAsync(api.Viewers.Alice, new ContactPatch { FirstName = "Ada", LastName = "L" });
        var data = await api.DataAsync(api.Viewers.Bob, "mutation($id: UUID!) { updateContact(input: { id: $id, visibility: QUEUE, assignedQueueId: \"support\" }) { contact { visibility assignedQueue { name } } } }", new { id = contact.Id });
        Assert.Equal("""{"updateContact":{"contact":{"visibility":"QUEUE","assignedQueue":{"name":"Support"}}}}""", data.GetRawText());
        Assert.Equal("""{"contactById":null}""", (await api.DataAsync(api.Viewers.Bob, "query($id: UUID!) { contactById(id: $id) { id } }", new { id = contact.Id })).GetRawText());
    }

    [Fact]
    public async Task Who_may_only_view_writes_nothing()
    {
        await using var api = await Api.StartAsync();
        var reply = await api.AskAsync(api.Viewers.Carol, "mutation { createContact(input: { firstName: \"A\", lastName: \"B\" }) { contact { id } } }");
        Assert.Equal("AUTH_NOT_AUTHORIZED", reply.Code);
        Assert.Equal("""{"contacts":{"totalCount":0}}""", (await api.DataAsync(api.Viewers.Alice, "{ contacts { totalCount } }")).GetRawText());
    }
}
