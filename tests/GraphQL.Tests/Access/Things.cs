using CrmContacts.Core.Accounts;
using CrmContacts.Core.Activities;
using CrmContacts.Core.BulkActions;
using CrmContacts.Core.Contacts;
using CrmContacts.Core.CustomFields;
using CrmContacts.Core.Errors;
using CrmContacts.Core.Filters;
using CrmContacts.Core.Import;
using CrmContacts.Core.Import.Maps;
using CrmContacts.Core.Lists;
using CrmContacts.Core.Visibility;
using CrmContacts.GraphQL.Tests.Stage;
using Microsoft.Extensions.DependencyInjection;

namespace CrmContacts.GraphQL.Tests.Access;

/// <summary>What an operation may be about: one thing that acme's agents see, one that only alice sees, and one of another tenant.</summary>
/// <param name="Hidden">Null where there is no such thing: lists and companies are everybody's.</param>
internal sealed record Thing(Guid Open, Guid? Hidden, Guid Foreign);

/// <summary>One of each kind. Whatever is hidden or foreign has the word in its name.</summary>
internal sealed class Things
{
    private readonly Dictionary<string, Thing> _all = [];

    public Thing this[string kind] => _all[kind];

    /// <summary>A second contact that everybody sees.</summary>
    public Guid Other { get; private set; }

    public static async Task<Things> MakeAsync(Api api)
    {
        var things = new Things();
        var (alice, bob, gina) = (api.Viewers.Alice, api.Viewers.Bob, api.Viewers.Gina);
        things.Other = (await api.AddAsync(alice, new ContactPatch { FirstName = "Other", LastName = "One" })).Id;
        things._all["contact"] = await ContactsAsync(api);
        things._all["deleted"] = await ContactsAsync(api);
        foreach (var (viewer, id) in new[] { (alice, things["deleted"].Open), (alice, things["deleted"].Hidden!.Value), (gina, things["deleted"].Foreign) })
            await BulkAsync(api, viewer, id, new BulkAction.Delete());
        things._all["list"] = new(await ListAsync(api, alice, "Open list"), null, await ListAsync(api, gina, "Foreign list"));
        things._all["dynamic"] = new(await DynamicAsync(api, alice, "Open dynamic list"), null, await DynamicAsync(api, gina, "Foreign dynamic list"));
        things._all["account"] = new(await AccountAsync(api, alice, "Open company"), null, await AccountAsync(api, gina, "Foreign company"));
        things._all["field"] = new(await FieldAsync(api, alice, "Open field"), null, await FieldAsync(api, gina, "Foreign field"));
        things._all["map"] = new(await MapAsync(api, bob, "Open map"), null, await MapAsync(api, gina, "Foreign map"));
        var contact = things["contact"];
        things._all["activity"] = new(await LogAsync(api, api.Viewers.Carol, contact.Open, "Open note"), await LogAsync(api, alice, contact.Hidden!.Value, "Hidden note"), await LogAsync(api, gina, contact.Foreign, "Foreign note"));
        things._all["undo"] = new(await BulkAsync(api, bob, contact.Open, Tagging("open")), await BulkAsync(api, alice, contact.Hidden.Value, Tagging("hidden")), await BulkAsync(api, gina, contact.Foreign, Tagging("foreign")));
        things._all["import"] = new(await ImportAsync(api, bob, "open.csv"), await ImportAsync(api, alice, "hidden.csv"), await ImportAsync(api, gina, "foreign.csv"));
        things._all["cancelled"] = new(await CancelledAsync(api, bob, "gone.csv"), await CancelledAsync(api, alice, "hidden.csv"), await CancelledAsync(api, gina, "foreign.csv"));
        return things;
    }

    /// <summary>Nobody carries it out: it waits.</summary>
    private static async Task<Guid> ImportAsync(Api api, Viewer viewer, string fileName)
    {
        var writer = api.Store.Services.GetRequiredService<ImportWriter>();
        var staged = await writer.StageAsync(viewer, fileName, new MemoryStream("first_name\nAda\n"u8.ToArray()));
        return (await writer.StartAsync(viewer, staged, new ImportOptions())).Id;
    }

    private static async Task<Guid> CancelledAsync(Api api, Viewer viewer, string fileName)
    {
        var id = await ImportAsync(api, viewer, fileName);
        await api.Store.Services.GetRequiredService<ImportWriter>().CancelAsync(viewer, id);
        return id;
    }

    private static BulkAction Tagging(string tag) => new BulkAction.AddTags([tag]);

    private static async Task<Thing> ContactsAsync(Api api) => new(
        (await api.AddAsync(api.Viewers.Alice, new ContactPatch { FirstName = "Open", LastName = "Contact", Phone = "+49 171 1234567" })).Id,
        (await api.AddAsync(api.Viewers.Alice, new ContactPatch { FirstName = "Hidden", LastName = "Contact", Phone = "+49 171 1234567", Visibility = ContactVisibility.Owner, AssignedToId = "alice" })).Id,
        (await api.AddAsync(api.Viewers.Gina, new ContactPatch { FirstName = "Foreign", LastName = "Contact", Phone = "+49 171 1234567" })).Id);

    private static Task<Guid> ListAsync(Api api, Viewer viewer, string name) =>
        api.Store.AskAsync<ListWriter, Guid>(w => w.CreateStaticAsync(viewer, name, null));

    private static async Task<Guid> DynamicAsync(Api api, Viewer viewer, string name) =>
        (await api.Store.AskAsync<ListWriter, WriteResult<ListMade>>(w => w.CreateAsync(viewer, ContactListKind.Dynamic, new ListInput { Name = name, Where = new Filter.AllOf([]) }))).Value!.Id;

    private static async Task<Guid> AccountAsync(Api api, Viewer viewer, string name) =>
        (await api.Store.AskAsync<AccountWriter, WriteResult<Account>>(w => w.CreateAsync(viewer, name))).Value!.Id;

    private static async Task<Guid> FieldAsync(Api api, Viewer viewer, string name) =>
        (await api.Store.AskAsync<CustomFieldWriter, CustomFieldWriteResult>(w => w.CreateAsync(viewer, new CustomFieldPatch { Name = name, Kind = CustomFieldKind.Text }))).Field!.Id;

    private static async Task<Guid> MapAsync(Api api, Viewer viewer, string name) =>
        (await api.Store.AskAsync<ImportMapWriter, WriteResult<ImportMap>>(w => w.CreateAsync(viewer, new ImportMapPatch { Name = name, Columns = new(true, [new("Name", "_full_name"), new("Mail", "email")]) }))).Value!.Id;

    private static async Task<Guid> LogAsync(Api api, Viewer viewer, Guid contact, string text) =>
        (await api.Store.AskAsync<ActivityWriter, WriteResult<Activity>>(w => w.LogAsync(viewer, contact, ActivityType.Note, new ActivityPatch { Body = text }))).Value!.Id;

    private static async Task<Guid> BulkAsync(Api api, Viewer viewer, Guid contact, BulkAction action) =>
        (await api.Store.AskAsync<BulkWriter, WriteResult<BulkResult>>(w => w.RunAsync(viewer, new ContactSelection { Ids = [contact] }, action))).Value!.UndoToken!.Value;
}
