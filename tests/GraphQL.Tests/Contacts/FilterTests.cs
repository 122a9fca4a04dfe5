using CrmContacts.Core.Contacts;
using CrmContacts.Core.Lists;
using CrmContacts.GraphQL.Tests.Stage;
using CrmContacts.Tests.Support.Stores;

namespace CrmContacts.GraphQL.Tests.Contacts;

public sealed class FilterTests
{
    [Theory]
    [EachEngine("{ email: { eq: null } }", "b")]
    [EachEngine("{ status: { in: [INACTIVE, DO_NOT_CONTACT] } }", "b")]
    [EachEngine("{ status: { in: [] } }", "")]
    [EachEngine("{ or: [{ firstName: { eq: \"A\" } }, { firstName: { eq: \"c\" } }], status: { eq: ACTIVE } }", "a c")]
    [EachEngine("{ email: { startsWith: \"A@\" } }", "a")]
    [EachEngine("{ tags: { some: { eq: \"VIP\" } } }", "a")]
    [EachEngine("{ tags: { any: false } }", "b c")]
    [EachEngine("{ version: { gte: 1 }, createdAt: { gt: \"2020-01-01T00:00:00Z\" } }", "a b c")]
    [EachEngine("{}", "a b c")]
    [EachEngine("null", "a b c")]
    [EachEngine("{ firstName: { eq: \"' OR 1=1 --\" } }", "")]
    public async Task A_filter_gives_what_it_says(Engine engine, string where, string expected)
    {
        await using var api = await Api.StartAsync(engine);
        await api.AddAsync(api.Viewers.Alice, new ContactPatch { FirstName = "a", LastName = "a", Email = "a@example.com", Tags = new(true, ["vip"]) });
        await api.AddAsync(api.Viewers.Alice, new ContactPatch { FirstName = "b", LastName = "b", Status = ContactStatus.Inactive });
        await api.AddAsync(api.Viewers.Alice, new ContactPatch { FirstName = "c", LastName = "c", Email = "c@example.com" });
        var data = await api.DataAsync(api.Viewers.Alice, $"{{ contacts(where: {where}) {{ nodes {{ firstName }} totalCount }} }}");
        var contacts = data.GetProperty("contacts");
        var names = contacts.GetProperty("nodes").EnumerateArray().Select(n => n.GetProperty("firstName").GetString()).ToList();
        Assert.Equal(expected, string.Join(' ', names));
        Assert.Equal(names.Count, contacts.GetProperty("totalCount").GetInt32());
    }

    [Theory, EachEngine]
    public async Task A_list_scopes_a_page_and_stands_beside_a_contact(Engine engine)
    {
        await using var api = await Api.StartAsync(engine);
        var member = await api.AddAsync(api.Viewers.Alice, new ContactPatch { FirstName = "In", LastName = "In" });
        await api.AddAsync(api.Viewers.Alice, new ContactPatch { FirstName = "Out", LastName = "Out" });
        var list = await api.Store.AskAsync<ListWriter, Guid>(writer => writer.CreateStaticAsync(api.Viewers.Alice, "Fair", "Met there"));
        await api.Store.AskAsync<ListWriter, int>(writer => writer.AddMembersAsync(api.Viewers.Alice, list, [member.Id]));
        var data = await api.DataAsync(api.Viewers.Bob, "query($list: UUID) { contacts(listId: $list) { nodes { firstName lists { name kind contactCount } } totalCount } lists { name description counting } }", new { list });
        Assert.Equal("""{"contacts":{"nodes":[{"firstName":"In","lists":[{"name":"Fair","kind":"STATIC","contactCount":1}]}],"totalCount":1},"lists":[{"name":"Fair","description":"Met there","counting":false}]}""", data.GetRawText());
    }
}
