using System.Text.RegularExpressions;
using CrmContacts.Core.Visibility;
using CrmContacts.GraphQL.Tests.Stage;

namespace CrmContacts.GraphQL.Tests.Access;

/// <summary>
/// Every field of Query and Mutation: who may ask it, who may not, and that what the asker may not see answers as what does not
/// exist. A field that has no case here fails the first test.
/// </summary>
public sealed partial class AccessTests
{
    /// <param name="May">The agent with just enough: carol views, bob edits, alice manages; dave may nothing.</param>
    /// <param name="MayNot">The agent with the permission below; null where everybody may ask.</param>
    /// <param name="Kind">What <c>$id</c> is, where the operation names a thing.</param>
    private sealed record Case(string Operation, string May, string? MayNot, string? Kind = null);

    private static readonly Case[] Cases =
    [
        new("{ viewer { agent { id } permissions } }", "dave", null),
        new("{ contacts { nodes { fullName tags timeline { nodes { __typename } } } totalCount } }", "carol", "dave"),
        new("query($id: UUID!) { contactById(id: $id) { fullName } }", "carol", "dave", "contact"),
        new("{ contactsByPhone(number: \"0171 1234567\", country: \"DE\") { fullName } }", "carol", "dave"),
        new("{ contactAlphabet { letter count } }", "carol", "dave"),
        new("{ lists { name contacts { nodes { fullName } } } }", "carol", "dave"),
        new("query($id: UUID!) { listById(id: $id) { name } }", "carol", "dave", "list"),
        new("{ accounts { nodes { name } totalCount } }", "carol", "dave"),
        new("query($id: UUID!) { accountById(id: $id) { name } }", "carol", "dave", "account"),
        new("{ tags { name count } }", "carol", "dave"),
        new("{ customFields { name } }", "carol", "dave"),
        new("{ importMaps { name agent { id } columns { header target } options { onDuplicate } } }", "bob", "carol"),
        new("query($id: UUID!) { importMapById(id: $id) { name } }", "bob", "carol", "map"),
        new("{ agents { id name } }", "carol", "dave"),
        new("{ queues { id name } }", "carol", "dave"),
        new("query($id: UUID!) { contactHistory(id: $id) { nodes { version } } }", "carol", "dave", "contact"),
        new("query($id: UUID!) { bulkRunById(id: $id) { status } }", "bob", "carol", "undo"),
        new("{ imports { nodes { fileName agent { name } options { columns { header target } } } totalCount } }", "bob", "carol"),
        new("query($id: UUID!) { importById(id: $id) { fileName status phase } }", "bob", "carol", "import"),
        new("query($id: UUID!) { importKept(id: $id) { nodes { contactId reason fields } totalCount } }", "bob", "carol", "import"),
        new("mutation($id: UUID!) { cancelImport(input: { id: $id }) { import { status } errors { __typename } } }", "bob", "carol", "import"),
        new("mutation($id: UUID!) { undoImport(input: { id: $id }) { import { status phase } errors { __typename } } }", "bob", "carol", "cancelled"),
        new("mutation { createContact(input: { firstName: \"New\", lastName: \"One\" }) { contact { fullName } errors { __typename } } }", "bob", "carol"),
        new("mutation($id: UUID!) { updateContact(input: { id: $id, title: \"Chief\" }) { contact { title } errors { __typename } } }", "bob", "carol", "contact"),
        new("mutation($id: UUID!, $other: UUID!) { mergeContacts(input: { targetId: $other, sourceIds: [$id] }) { contact { fullName } errors { __typename } } }", "bob", "carol", "contact"),
        new("mutation($id: UUID!) { restoreContacts(input: { ids: [$id] }) { contacts { fullName } errors { __typename } } }", "bob", "carol", "deleted"),
        new("mutation($id: UUID!) { deleteContacts(input: { selection: { ids: [$id] } }) { affectedCount skippedCount errors { __typename } } }", "bob", "carol", "contact"),
        new("mutation($id: UUID!) { addTags(input: { selection: { ids: [$id] }, tags: [\"new\"] }) { affectedCount skippedCount errors { __typename } } }", "bob", "carol", "contact"),
        new("mutation($id: UUID!) { removeTags(input: { selection: { ids: [$id] }, tags: [\"open\", \"hidden\"] }) { affectedCount skippedCount errors { __typename } } }", "bob", "carol", "contact"),
        new("mutation($id: UUID!) { assignContactsToQueue(input: { selection: { ids: [$id] }, queueId: \"sales\" }) { affectedCount skippedCount errors { __typename } } }", "bob", "carol", "contact"),
        new("mutation($id: UUID!) { assignContacts(input: { selection: { ids: [$id] }, agentId: \"bob\" }) { affectedCount skippedCount errors { __typename } } }", "bob", "carol", "contact"),
        new("mutation($id: UUID!) { setContactsStatus(input: { selection: { ids: [$id] }, status: INACTIVE }) { affectedCount skippedCount errors { __typename } } }", "bob", "carol", "contact"),
        new("mutation($id: UUID!, $list: UUID!) { addContactsToList(input: { selection: { ids: [$id] }, listId: $list }) { affectedCount skippedCount errors { __typename } } }", "bob", "carol", "contact"),
        new("mutation($id: UUID!, $other: UUID!) { addContactsToList(input: { selection: { ids: [$other] }, listId: $id }) { affectedCount errors { __typename } } }", "bob", "carol", "list"),
        new("mutation($id: UUID!, $list: UUID!) { removeContactsFromList(input: { selection: { ids: [$id] }, listId: $list }) { affectedCount skippedCount errors { __typename } } }", "bob", "carol", "contact"),
        new("mutation($id: UUID!, $other: UUID!) { removeContactsFromList(input: { selection: { ids: [$other] }, listId: $id }) { affectedCount errors { __typename } } }", "bob", "carol", "list"),
        new("mutation($id: UUID!) { undoBulkAction(input: { undoToken: $id }) { affectedCount skippedCount keptIds errors { __typename } } }", "bob", "carol", "undo"),
        new("mutation { createList(input: { name: \"New list\" }) { contactList { name } errors { __typename } } }", "bob", "carol"),
        new("mutation { createList(input: { name: \"New list\", kind: DYNAMIC, where: {} }) { contactList { where contactCount } errors { __typename } } }", "alice", "bob"),
        new("mutation($id: UUID!) { updateList(input: { id: $id, name: \"Renamed\" }) { contactList { name } errors { __typename } } }", "alice", "bob", "list"),
        new("mutation($id: UUID!) { deleteList(input: { id: $id }) { deletedId errors { __typename } } }", "alice", "bob", "list"),
        new("mutation($id: UUID!) { convertListToStatic(input: { id: $id }) { contactList { name kind where contactCount } errors { __typename } } }", "alice", "bob", "dynamic"),
        new("mutation($id: UUID!) { duplicateList(input: { id: $id }) { contactList { name kind contactCount } errors { __typename } } }", "bob", "carol", "list"),
        new("mutation($id: UUID!) { duplicateList(input: { id: $id, name: \"Copied\" }) { contactList { name where contactCount } errors { __typename } } }", "alice", "bob", "dynamic"),
        new("mutation { createAccount(input: { name: \"New company\" }) { account { name } errors { __typename } } }", "bob", "carol"),
        new("mutation($id: UUID!) { updateAccount(input: { id: $id, name: \"Renamed\" }) { account { name } errors { __typename } } }", "alice", "bob", "account"),
        new("mutation($id: UUID!) { deleteAccount(input: { id: $id }) { deletedId errors { __typename } } }", "alice", "bob", "account"),
        new("mutation { createCustomField(input: { name: \"New field\", kind: NUMBER }) { customField { name } errors { __typename } } }", "alice", "bob"),
        new("mutation($id: UUID!) { updateCustomField(input: { id: $id, name: \"Renamed\" }) { customField { name } errors { __typename } } }", "alice", "bob", "field"),
        new("mutation($id: UUID!) { deleteCustomField(input: { id: $id }) { customField { name } errors { __typename } } }", "alice", "bob", "field"),
        new("mutation { createImportMap(input: { name: \"New map\", columns: [{ header: \"Name\", target: \"_full_name\" }] }) { importMap { name } errors { __typename } } }", "bob", "carol"),
        new("mutation($id: UUID!) { updateImportMap(input: { id: $id, name: \"Renamed\" }) { importMap { name } errors { __typename } } }", "bob", "erin", "map"),
        new("mutation($id: UUID!) { updateImportMap(input: { id: $id, options: { onDuplicate: SKIP } }) { importMap { options { onDuplicate matchKeys } } errors { __typename } } }", "alice", "carol", "map"),
        new("mutation($id: UUID!) { deleteImportMap(input: { id: $id }) { deletedId errors { __typename } } }", "bob", "erin", "map"),
        new("mutation($id: UUID!) { logActivity(input: { contactId: $id, type: NOTE, body: \"Hello\" }) { activity { body } errors { __typename } } }", "carol", "dave", "contact"),
        new("mutation($id: UUID!) { logActivity(input: { contactId: $id, type: MEETING, subject: \"Hello\" }) { activity { subject } errors { __typename } } }", "bob", "carol", "contact"),
        new("mutation($id: UUID!) { updateActivity(input: { id: $id, body: \"Changed\" }) { activity { body } errors { __typename } } }", "carol", "bob", "activity"),
        new("mutation($id: UUID!) { deleteActivity(input: { id: $id }) { contact { activityCount } errors { __typename } } }", "carol", "bob", "activity"),
    ];

    public static TheoryData<int, string> All => Those(_ => true);

    public static TheoryData<int, string> Refusing => Those(c => c.MayNot is not null);

    public static TheoryData<int, string> Naming => Those(c => c.Kind is not null);

    private static TheoryData<int, string> Those(Func<Case, bool> which)
    {
        var all = new TheoryData<int, string>();
        for (var i = 0; i < Cases.Length; i++)
        {
            if (which(Cases[i]))
                all.Add(i, FieldOf(Cases[i]));
        }

        return all;
    }

    [Fact]
    public void Every_field_of_query_and_mutation_has_a_case()
    {
        var fields = RootTypes().Matches(SchemaText.Sdl).SelectMany(type => Fields().Matches(type.Groups[1].Value)).Select(field => field.Groups[1].Value);
        Assert.Equal(fields.Order(StringComparer.Ordinal), Cases.Select(FieldOf).Distinct().Order(StringComparer.Ordinal));
    }

    [Theory, MemberData(nameof(All))]
    public async Task It_works_for_who_may_and_shows_nothing_hidden(int number, string field)
    {
        var one = Cases[number];
        await using var api = await Api.StartAsync();
        var things = await Things.MakeAsync(api);
        var reply = await AskAsync(api, one, one.May, things, one.Kind is null ? default : things[one.Kind].Open);
        Assert.False(reply.Json.TryGetProperty("errors", out _), reply.Body);
        var answer = reply.Json.GetProperty("data").GetProperty(field);
        Assert.NotEqual(System.Text.Json.JsonValueKind.Null, answer.ValueKind);
        if (one.Operation.StartsWith("mutation", StringComparison.Ordinal))
            Assert.Equal(System.Text.Json.JsonValueKind.Null, answer.GetProperty("errors").ValueKind);
        Assert.DoesNotContain("hidden", reply.Body.Replace("\"keptIds\"", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("foreign", reply.Body, StringComparison.OrdinalIgnoreCase);
    }

    [Theory, MemberData(nameof(Refusing))]
    public async Task It_is_refused_to_who_may_not(int number, string field)
    {
        var one = Cases[number];
        await using var api = await Api.StartAsync();
        var things = await Things.MakeAsync(api);
        var reply = await AskAsync(api, one, one.MayNot!, things, one.Kind is null ? default : things[one.Kind].Open);
        Assert.Equal("AUTH_NOT_AUTHORIZED", reply.Json.GetProperty("errors")[0].GetProperty("extensions").GetProperty("code").GetString());
        Assert.DoesNotContain($"\"{field}\":{{", reply.Body, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Naming))]
    public async Task What_the_asker_may_not_see_answers_as_what_does_not_exist(int number, string field)
    {
        var one = Cases[number];
        await using var api = await Api.StartAsync();
        var things = await Things.MakeAsync(api);
        var thing = things[one.Kind!];
        var nothing = Guid.CreateVersion7();
        var expected = (await AskAsync(api, one, one.May, things, nothing)).Body;
        Assert.Contains($"\"{field}\"", expected, StringComparison.Ordinal);
        Assert.Equal(expected, (await AskAsync(api, one, one.May, things, thing.Foreign)).Body.Replace(thing.Foreign.ToString(), nothing.ToString(), StringComparison.Ordinal));
        if (thing.Hidden is { } hidden && one.May != "alice")
            Assert.Equal(expected, (await AskAsync(api, one, one.May, things, hidden)).Body.Replace(hidden.ToString(), nothing.ToString(), StringComparison.Ordinal));

        // Nothing of what was named has changed for those who see it.
        foreach (var (viewer, id) in new[] { (api.Viewers.Gina, things["contact"].Foreign), (api.Viewers.Alice, things["contact"].Hidden!.Value) })
        {
            var data = await api.DataAsync(viewer, "query($id: UUID!) { contactById(id: $id) { version status tags activityCount lists { name } } }", new { id });
            Assert.Contains("\"version\":2,\"status\":\"ACTIVE\",\"tags\":[\"" + (viewer == api.Viewers.Gina ? "foreign" : "hidden") + "\"],\"activityCount\":1,\"lists\":[]", data.GetRawText(), StringComparison.Ordinal);
        }
    }

    private static Task<Reply> AskAsync(Api api, Case one, string agent, Things things, Guid id)
    {
        Viewer viewer = agent switch { "alice" => api.Viewers.Alice, "bob" => api.Viewers.Bob, "carol" => api.Viewers.Carol, "erin" => api.Viewers.Erin, _ => api.Viewers.Dave };
        var variables = new Dictionary<string, object?>();
        foreach (var (name, value) in new[] { ("id", id), ("other", things.Other), ("list", things["list"].Open) })
        {
            if (one.Operation.Contains("$" + name + ":", StringComparison.Ordinal))
                variables[name] = value;
        }

        return api.AskAsync(viewer, one.Operation, variables);
    }

    private static string FieldOf(Case one) => FirstField().Match(one.Operation).Groups[1].Value;

    [GeneratedRegex(@"^[^{]*\{ (\w+)", RegexOptions.None, 1000)]
    private static partial Regex FirstField();

    [GeneratedRegex(@"^type (?:Query|Mutation) \{(.*?)^\}", RegexOptions.Multiline | RegexOptions.Singleline, 1000)]
    private static partial Regex RootTypes();

    [GeneratedRegex(@"^  (\w+)(?:\(|:)", RegexOptions.Multiline, 1000)]
    private static partial Regex Fields();
}
