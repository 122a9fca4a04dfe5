using CrmContacts.Core.Contacts;
using CrmContacts.GraphQL.Tests.Stage;
using CrmContacts.Tests.Support.Stores;

namespace CrmContacts.GraphQL.Tests.Contacts;

public sealed class VisibilityTests
{
    [Theory, EachEngine]
    public async Task Agent_outside_the_queue_does_not_find_the_contact_by_any_field(Engine engine)
    {
        await using var api = await Api.StartAsync(engine);
        var hidden = await api.AddAsync(api.Viewers.Alice, new ContactPatch { FirstName = "Hidden", LastName = "Person", Visibility = ContactVisibility.Queue, AssignedQueueId = "support" });
        const string Everywhere = "query($id: UUID!) { all: contacts { nodes { id } totalCount } filtered: contacts(where: { firstName: { eq: \"Hidden\" } }) { nodes { id } totalCount } found: contacts(search: \"hidd\") { nodes { id } totalCount } contactById(id: $id) { id } }";
        var bob = await api.DataAsync(api.Viewers.Bob, Everywhere, new { id = hidden.Id });
        Assert.Equal("""{"all":{"nodes":[],"totalCount":0},"filtered":{"nodes":[],"totalCount":0},"found":{"nodes":[],"totalCount":0},"contactById":null}""", bob.GetRawText());
        var gina = await api.DataAsync(api.Viewers.Gina, Everywhere, new { id = hidden.Id });
        Assert.Equal(bob.GetRawText(), gina.GetRawText());
        var carol = await api.DataAsync(api.Viewers.Carol, Everywhere, new { id = hidden.Id });
        Assert.DoesNotContain("null", carol.GetRawText(), StringComparison.Ordinal);
        Assert.Equal(1, carol.GetProperty("found").GetProperty("totalCount").GetInt32());
    }

    [Fact]
    public async Task Without_a_permission_only_the_viewer_answers()
    {
        await using var api = await Api.StartAsync();
        var data = await api.DataAsync(api.Viewers.Dave, "{ viewer { agent { id name email } tenant { slug timezone } queues { id name } permissions } }");
        Assert.Equal("""{"viewer":{"agent":{"id":"dave","name":"Dave Davis","email":"dave@acme.example"},"tenant":{"slug":"acme","timezone":"America/New_York"},"queues":[],"permissions":[]}}""", data.GetRawText());
        foreach (var field in (string[])["contacts { nodes { id } }", "lists { id }", "contactById(id: \"00000000-0000-0000-0000-000000000000\") { id }"])
            Assert.Equal("AUTH_NOT_AUTHORIZED", (await api.AskAsync(api.Viewers.Dave, "{ " + field + " }")).Code);
    }

    [Fact]
    public async Task The_viewer_has_names_of_queues_and_every_permission_below_theirs()
    {
        await using var api = await Api.StartAsync();
        var data = await api.DataAsync(api.Viewers.Alice, "{ viewer { queues { id name } permissions } }");
        Assert.Equal("""{"viewer":{"queues":[{"id":"sales","name":"Sales"},{"id":"support","name":"Support"}],"permissions":["CRM_VIEW","CRM_EDIT","CRM_MANAGE"]}}""", data.GetRawText());
    }
}
