using CrmContacts.Core.Contacts;
using CrmContacts.Core.CustomFields;
using CrmContacts.Core.Data;
using CrmContacts.Core.Errors;
using CrmContacts.Core.Filters;
using CrmContacts.Core.Tests.Contacts;
using CrmContacts.Core.Visibility;
using CrmContacts.Tests.Support.Stores;

namespace CrmContacts.Core.Tests.CustomFields;

public sealed class CustomFieldTests
{
    [Theory, EachEngine]
    public async Task Values_of_every_kind_come_back_as_they_were_written(Engine engine)
    {
        await using var store = await TestStore.StartAsync(engine);
        foreach (var kind in Enum.GetValues<CustomFieldKind>())
            await FieldAsync(store, kind.ToString(), kind, options: kind == CustomFieldKind.Dropdown ? ["Gold", "Silver"] : []);
        var contact = await store.CreateAsync(store.Viewers.Bob, "Ada", "L", c => c with
        {
            CustomFields =
            [
                new("text") { Text = " Straße " }, new("number") { Number = -999_999_999_999.500000m }, new("date") { Date = new DateOnly(2024, 2, 29) },
                new("dropdown") { Text = "gold" }, new("checkbox") { Flag = false }, new("textarea") { Text = new string('x', 60_000) },
            ],
        });
        Assert.Equal("text=Straße number=-999999999999.5 date=2024-02-29 dropdown=Gold checkbox=False textarea=60000", await ValuesAsync(store, contact.Id, v => v.Value is string { Length: > 100 } text ? text.Length : v.Value));

        await UpdateAsync(store, contact.Id, new CustomValueInput("text") { Text = null }, new("checkbox") { Flag = true });
        Assert.Equal("number=-999999999999.5 date=2024-02-29 dropdown=Gold checkbox=True textarea=60000", await ValuesAsync(store, contact.Id, v => v.Value is string { Length: > 100 } text ? text.Length : v.Value));
    }

    [Theory, EachEngine]
    public async Task What_a_field_does_not_take_is_a_fault_and_nothing_is_written(Engine engine)
    {
        await using var store = await TestStore.StartAsync(engine);
        await FieldAsync(store, "Size", CustomFieldKind.Number);
        await FieldAsync(store, "Tier", CustomFieldKind.Dropdown, required: true, options: ["Gold"]);
        await FieldAsync(store, "Note", CustomFieldKind.Text);
        var writer = store.Get<ContactWriter>();
        var result = await writer.CreateAsync(store.Viewers.Bob, new ContactPatch
        {
            FirstName = "A", LastName = "B", Email = "no address",
            CustomFields = [new("size") { Number = 0.0000001m }, new("tier") { Text = "Bronze" }, new("note") { Number = 1 }, new("note") { Text = "x" }, new("nobody") { Text = "x" }],
        });
        Assert.Equal(
            ["email:EMAIL_INVALID", "customFields.size:NUMBER_INVALID", "customFields.tier:OPTION_UNKNOWN", "customFields.note:TYPE_MISMATCH", "customFields.note:REPEATED", "customFields:CUSTOM_FIELD_UNKNOWN"],
            result.Faults.Select(f => $"{f.Field}:{f.Code}"));
        var missing = await writer.CreateAsync(store.Viewers.Bob, new ContactPatch { FirstName = "A", LastName = "B" });
        Assert.Equal("customFields.tier:REQUIRED", string.Join(' ', missing.Faults.Select(f => $"{f.Field}:{f.Code}")));
        Assert.Equal(0, (await store.PageAsync(store.Viewers.Alice, new ContactQuery { WithTotal = true })).Total);

        var contact = await store.CreateAsync(store.Viewers.Bob, "A", "B", c => c with { CustomFields = [new("tier") { Text = "GOLD" }] });
        var cleared = await writer.UpdateAsync(store.Viewers.Bob, contact.Id, null, new ContactPatch { CustomFields = [new("tier") { Text = " " }] });
        Assert.Equal("REQUIRED", Assert.Single(cleared.Faults).Code);
        Assert.Equal("tier=Gold", await ValuesAsync(store, contact.Id));
        Assert.Equal("ONE_VALUE", Assert.Single((await writer.UpdateAsync(store.Viewers.Bob, contact.Id, null, new ContactPatch { CustomFields = [new("size")] })).Faults).Code);
    }

    [Theory, EachEngine]
    public async Task A_change_of_a_value_makes_a_version_has_a_history_and_conflicts_with_another(Engine engine)
    {
        await using var store = await TestStore.StartAsync(engine);
        await FieldAsync(store, "Size", CustomFieldKind.Number);
        var contact = await store.CreateAsync(store.Viewers.Bob, "A", "B", c => c with { CustomFields = [new("size") { Number = 41 }] });
        Assert.Equal(2, (await UpdateAsync(store, contact.Id, new CustomValueInput("size") { Number = 42.5m })).Contact!.Version);
        Assert.Equal(2, (await UpdateAsync(store, contact.Id, new CustomValueInput("size") { Number = 42.50m })).Contact!.Version);
        var stale = await store.Get<ContactWriter>().UpdateAsync(store.Viewers.Erin, contact.Id, 1, new ContactPatch { CustomFields = [new("size") { Number = 40 }] });
        Assert.Equal(2, stale.CurrentVersion);
        Assert.Equal(new FieldConflict("customFields.size", 40m, 42.5m), Assert.Single(stale.Conflicts));
        await using var session = await store.Get<Store>().ReadAsync(CancellationToken.None);
        Assert.Equal("""{"customFields.size":[41,42.5]}""", await session.ScalarAsync<string>("SELECT fields FROM crm_changes WHERE tenant > 0", [], CancellationToken.None));
    }

    [Theory, EachEngine]
    public async Task A_key_is_made_from_the_first_name_and_stays(Engine engine)
    {
        await using var store = await TestStore.StartAsync(engine);
        Assert.Equal("schuhgrosse_eu", (await FieldAsync(store, "  Schuhgröße (EU) ", CustomFieldKind.Number)).Key);
        var field = await FieldAsync(store, "Schuhgroße, EU", CustomFieldKind.Number);
        Assert.Equal("schuhgrosse_eu_2", field.Key);
        Assert.Equal("field", (await FieldAsync(store, "靴", CustomFieldKind.Number)).Key);
        var writer = store.Get<CustomFieldWriter>();
        Assert.Equal("Size", (await writer.UpdateAsync(store.Viewers.Alice, field.Id, new CustomFieldPatch { Name = "Size" })).Field!.Name);
        Assert.Equal("SIZE", (await writer.CreateAsync(store.Viewers.Alice, new CustomFieldPatch { Name = "SIZE", Kind = CustomFieldKind.Text })).NameTaken);
        Assert.Equal(["schuhgrosse_eu Schuhgröße (EU)", "schuhgrosse_eu_2 Size", "field 靴"], (await AllAsync(store, store.Viewers.Carol)).Select(f => f.Key + " " + f.Name));
        Assert.Equal("options:OPTIONS_INVALID name:REQUIRED", string.Join(' ', (await writer.CreateAsync(store.Viewers.Alice, new CustomFieldPatch { Name = " ", Kind = CustomFieldKind.Dropdown })).Faults.OrderByDescending(f => f.Field, StringComparer.Ordinal).Select(f => $"{f.Field}:{f.Code}")));
    }

    [Theory, EachEngine]
    public async Task A_field_with_values_keeps_its_kind_and_takes_its_values_along_when_it_goes(Engine engine)
    {
        await using var store = await TestStore.StartAsync(engine);
        var tier = await FieldAsync(store, "Tier", CustomFieldKind.Dropdown, options: ["Gold"]);
        var writer = store.Get<CustomFieldWriter>();
        Assert.Equal((CustomFieldKind.Text, 0), (await writer.UpdateAsync(store.Viewers.Alice, tier.Id, new CustomFieldPatch { Kind = CustomFieldKind.Text })).Field is { } text ? (text.Kind, text.Options.Count) : default);
        var contact = await store.CreateAsync(store.Viewers.Alice, "A", "B", c => c with { CustomFields = [new("tier") { Text = "Iron" }] });
        Assert.Equal("KIND_HAS_VALUES", Assert.Single((await writer.UpdateAsync(store.Viewers.Alice, tier.Id, new CustomFieldPatch { Kind = CustomFieldKind.Number })).Faults).Code);
        Assert.Equal("tier", (await writer.DeleteAsync(store.Viewers.Alice, tier.Id)).Field!.Key);
        Assert.True((await writer.DeleteAsync(store.Viewers.Alice, tier.Id)).NotFound);
        Assert.Equal("", await ValuesAsync(store, contact.Id));
        await using var session = await store.Get<Store>().ReadAsync(CancellationToken.None);
        Assert.Equal(0, await session.ScalarAsync<long>("SELECT count(*) FROM crm_custom_values", [], CancellationToken.None));
    }

    [Theory, EachEngine]
    public async Task Only_who_manages_defines_fields_and_another_tenant_finds_none(Engine engine)
    {
        await using var store = await TestStore.StartAsync(engine);
        var field = await FieldAsync(store, "Size", CustomFieldKind.Number);
        var contact = await store.CreateAsync(store.Viewers.Alice, "A", "B", c => c with { CustomFields = [new("size") { Number = 1 }] });
        var writer = store.Get<CustomFieldWriter>();
        foreach (var viewer in (Viewer[])[store.Viewers.Bob, store.Viewers.Carol, store.Viewers.Dave])
        {
            Assert.Equal(ErrorCode.NotAuthorized, (await Assert.ThrowsAsync<CrmException>(() => writer.CreateAsync(viewer, new CustomFieldPatch { Name = "X" }))).Code);
            Assert.Equal(ErrorCode.NotAuthorized, (await Assert.ThrowsAsync<CrmException>(() => writer.UpdateAsync(viewer, field.Id, new CustomFieldPatch { Name = "X" }))).Code);
            Assert.Equal(ErrorCode.NotAuthorized, (await Assert.ThrowsAsync<CrmException>(() => writer.DeleteAsync(viewer, field.Id))).Code);
        }

        Assert.True((await writer.UpdateAsync(store.Viewers.Gina, field.Id, new CustomFieldPatch { Name = "X" })).NotFound);
        Assert.True((await writer.DeleteAsync(store.Viewers.Gina, field.Id)).NotFound);
        Assert.Empty(await AllAsync(store, store.Viewers.Gina));
        Assert.Empty(await store.AskAsync<CustomFieldReader, ILookup<Guid, CustomValue>>(r => r.OfContactsAsync(store.Viewers.Gina, [contact.Id])));
        Assert.Equal("CUSTOM_FIELD_UNKNOWN", Assert.Single((await store.Get<ContactWriter>().CreateAsync(store.Viewers.Gina, new ContactPatch { FirstName = "G", LastName = "G", CustomFields = [new("size") { Number = 1 }] })).Faults).Code);
        Assert.Equal(ErrorCode.NotAuthorized, (await Assert.ThrowsAsync<CrmException>(() => AllAsync(store, store.Viewers.Dave))).Code);
    }

    [Theory, EachEngine]
    public async Task A_filter_on_a_value_of_a_hidden_contact_tells_nothing(Engine engine)
    {
        await using var store = await TestStore.StartAsync(engine);
        await FieldAsync(store, "Size", CustomFieldKind.Number);
        await store.CreateAsync(store.Viewers.Alice, "Hidden", "H", c => c with { Visibility = ContactVisibility.Queue, AssignedQueueId = "support", CustomFields = [new("size") { Number = 7 }] });
        var where = FilterJson.Parse("""{"customFields":{"some":{"key":{"eq":"size"},"number":{"eq":7}}}}""");
        Assert.Equal(0, (await store.PageAsync(store.Viewers.Bob, new ContactQuery { Where = where, WithTotal = true })).Total);
        Assert.Equal(0, (await store.PageAsync(store.Viewers.Gina, new ContactQuery { Where = where, WithTotal = true })).Total);
        Assert.Equal(1, (await store.PageAsync(store.Viewers.Carol, new ContactQuery { Where = where, WithTotal = true })).Total);
    }

    private static async Task<CustomField> FieldAsync(TestStore store, string name, CustomFieldKind kind, bool required = false, string[]? options = null)
    {
        var place = (await AllAsync(store, store.Viewers.Alice)).Count;
        var result = await store.Get<CustomFieldWriter>().CreateAsync(store.Viewers.Alice, new CustomFieldPatch { Name = name, Kind = kind, Required = required, SortOrder = place, Options = new(true, options ?? []) });
        Assert.Empty(result.Faults);
        return result.Field!;
    }

    private static Task<IReadOnlyList<CustomField>> AllAsync(TestStore store, Viewer viewer) =>
        store.AskAsync<CustomFieldReader, IReadOnlyList<CustomField>>(r => r.AllAsync(viewer));

    private static async Task<ContactWriteResult> UpdateAsync(TestStore store, Guid id, params CustomValueInput[] values)
    {
        var result = await store.Get<ContactWriter>().UpdateAsync(store.Viewers.Bob, id, null, new ContactPatch { CustomFields = values });
        Assert.Empty(result.Faults);
        return result;
    }

    private static async Task<string> ValuesAsync(TestStore store, Guid id, Func<CustomValue, object>? show = null) =>
        string.Join(' ', (await store.AskAsync<CustomFieldReader, ILookup<Guid, CustomValue>>(r => r.OfContactsAsync(store.Viewers.Alice, [id])))[id]
            .Select(v => FormattableString.Invariant($"{v.Field.Key}={(show?.Invoke(v) ?? v.Value) switch { DateOnly date => date.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), var value => value }}")));
}
