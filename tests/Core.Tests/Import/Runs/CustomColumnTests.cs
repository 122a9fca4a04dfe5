using CrmContacts.Core.Contacts;
using CrmContacts.Core.CustomFields;
using CrmContacts.Core.Data;
using CrmContacts.Core.Errors;
using CrmContacts.Core.Import;
using CrmContacts.Core.Tests.Contacts;
using CrmContacts.Tests.Support.Stores;

namespace CrmContacts.Core.Tests.Import.Runs;

/// <summary>Columns that go into the tenant's own fields.</summary>
public sealed class CustomColumnTests
{
    private const string Header = "first_name,last_name,email,custom:size,custom:since,custom:tier,custom:vip\n";

    [Theory, EachEngine]
    public async Task Cells_become_values_of_their_fields_and_the_same_file_again_changes_nothing(Engine engine)
    {
        await using var store = await StartAsync(engine);
        const string csv = Header + "Ada,L,ada@example.com,\"42,50\",24.12.2025,gold,yes\nBob,M,bob@example.com,,,,\n";
        Assert.Equal("Completed 2=2+0+0+0+0", (await store.ImportAsync(store.Viewers.Bob, csv)).Ledger());
        Assert.Equal("size=42.5 since=2025-12-24 tier=Gold vip=true", await ValuesAsync(store, "Ada"));
        Assert.Equal("", await ValuesAsync(store, "Bob"));
        Assert.Equal("Completed 2=0+0+2+0+0", (await store.ImportAsync(store.Viewers.Bob, csv)).Ledger());

        var changed = csv.Replace("gold", "Silver", StringComparison.Ordinal).Replace("24.12.2025", "", StringComparison.Ordinal);
        Assert.Equal("Completed 2=0+1+1+0+0", (await store.ImportAsync(store.Viewers.Bob, changed)).Ledger());
        Assert.Equal("size=42.5 since=2025-12-24 tier=Silver vip=true", await ValuesAsync(store, "Ada"));
        Assert.Equal("Completed 2=0+1+1+0+0", (await store.ImportAsync(store.Viewers.Bob, changed, new ImportOptions { BlankCells = BlankCells.Clear })).Ledger());
        Assert.Equal("size=42.5 tier=Silver vip=true", await ValuesAsync(store, "Ada"));
        await using var session = await store.Get<Store>().ReadAsync(CancellationToken.None);
        Assert.Equal(["""{"customFields.tier":["Gold","Silver"]}""", """{"customFields.since":["2025-12-24",null]}"""],
            await session.ListAsync(new CrmContacts.Core.Data.Sql.SqlText().Add("SELECT fields FROM crm_changes WHERE tenant > 0 ORDER BY version"), row => row.GetString(0), CancellationToken.None));
    }

    [Theory, EachEngine]
    public async Task A_dry_run_knows_what_earlier_rows_of_the_file_have_set(Engine engine)
    {
        await using var store = await StartAsync(engine);
        await store.ImportAsync(store.Viewers.Bob, Header + "Old,One,old@example.com,1,,,\n");
        const string csv = Header + "New,One,new@example.com,5,,,\nNew,One,new@example.com,5.0,,,\nNew,One,new@example.com,6,,,\nOld,One,old@example.com,2,,gold,\nOld,One,old@example.com,2,,GOLD,\n";
        var dry = await store.ImportAsync(store.Viewers.Bob, csv, new ImportOptions { DryRun = true });
        Assert.Equal("size=1", await ValuesAsync(store, "Old"));
        Assert.Equal("Completed 5=1+2+2+0+0", dry.Ledger());
        Assert.Equal(dry.Ledger(), (await store.ImportAsync(store.Viewers.Bob, csv)).Ledger());
        Assert.Equal(("size=6", "size=2 tier=Gold"), (await ValuesAsync(store, "New"), await ValuesAsync(store, "Old")));
    }

    [Theory, EachEngine]
    public async Task What_a_field_does_not_take_fails_the_row_and_names_the_field(Engine engine)
    {
        await using var store = await StartAsync(engine);
        var run = await store.ImportAsync(store.Viewers.Bob, Header + "Ada,L,ada@example.com,large,soon,Bronze,perhaps\nBob,M,bob@example.com,1,,,\n");
        Assert.Equal("Completed 2=1+0+0+0+1", run.Ledger());
        var errors = await store.ErrorsAsync(store.Viewers.Bob, run);
        foreach (var part in new[] { "number_invalid date_invalid option_unknown checkbox_invalid", "Size: ", "Since: ", "Tier: \"\"Bronze\"\" is not one of Gold, Silver.", "VIP: " })
            Assert.Contains(part, errors, StringComparison.Ordinal);
    }

    [Theory, EachEngine]
    public async Task A_new_contact_needs_its_required_values_and_nobody_clears_them(Engine engine)
    {
        await using var store = await StartAsync(engine);
        await store.ImportAsync(store.Viewers.Bob, Header + "Old,One,old@example.com,1,,,\nNever,Had,had@example.com,,,,\n");
        await FieldAsync(store, "Branch", CustomFieldKind.Text, required: true);
        const string header = "first_name,last_name,email,custom:branch\n";

        var run = await store.ImportAsync(store.Viewers.Bob, header + "Ada,L,ada@example.com,North\nBob,M,bob@example.com,\nOld,One,old@example.com,\n");
        Assert.Equal("Completed 3=1+0+1+0+1", run.Ledger());
        Assert.Contains("required,Branch must have a value.", await store.ErrorsAsync(store.Viewers.Bob, run), StringComparison.Ordinal);
        var clearing = await store.ImportAsync(store.Viewers.Bob, header + "Ada,L,ada@example.com,\nNever,Had,had@example.com,\n", new ImportOptions { BlankCells = BlankCells.Clear });
        Assert.Equal("Completed 2=0+0+1+0+1", clearing.Ledger());
        Assert.Equal("branch=North", await ValuesAsync(store, "Ada"));
        Assert.Equal("Completed 1=0+0+0+0+1", (await store.ImportAsync(store.Viewers.Bob, "first_name,last_name\nCy,N\n")).Ledger());
    }

    [Theory, EachEngine]
    public async Task A_field_that_was_deleted_after_the_start_takes_nothing_and_one_that_was_narrowed_has_the_last_word(Engine engine)
    {
        CrmCoreOptions options;
        Guid id;
        await using (var idle = await StartAsync(engine, runImports: false))
        {
            options = idle.Options;
            id = (await idle.StartAsync(idle.Viewers.Bob, Header + "Ada,L,ada@example.com,1,,gold,\nBob,M,bob@example.com,2,,silver,\n")).Id;
            var fields = await idle.AskAsync<CustomFieldReader, IReadOnlyList<CustomField>>(r => r.AllAsync(idle.Viewers.Alice));
            await idle.Get<CustomFieldWriter>().DeleteAsync(idle.Viewers.Alice, fields.Single(f => f.Key == "size").Id);
            await FieldAsync(idle, "Size", CustomFieldKind.Text);
            var narrowed = await idle.Get<CustomFieldWriter>().UpdateAsync(idle.Viewers.Alice, fields.Single(f => f.Key == "tier").Id, new CustomFieldPatch { Options = new(true, ["Silver"]) });
            Assert.Empty(narrowed.Faults);
        }

        await using var store = await TestStore.OpenAsync(engine, options, runImports: true);
        Assert.Equal("Completed 2=1+0+0+0+1", (await store.EndAsync(store.Viewers.Bob, id)).Ledger());
        Assert.Equal("tier=Silver", await ValuesAsync(store, "Bob"));
    }

    [Theory, EachEngine]
    public async Task A_mapping_may_name_the_tenants_own_fields_and_no_others(Engine engine)
    {
        await using var store = await StartAsync(engine);
        const string csv = "who,mail,shoes\nAda,ada@example.com,41\n";
        var run = await store.ImportAsync(store.Viewers.Bob, csv, new ImportOptions { MappingJson = """["_full_name","email","custom:size"]""" });
        Assert.Equal("Completed 1=1+0+0+0+0", run.Ledger());
        Assert.Equal("size=41", await ValuesAsync(store, "Ada"));
        var refused = await Assert.ThrowsAsync<CrmException>(() => store.ImportAsync(store.Viewers.Gina, csv, new ImportOptions { MappingJson = """["_full_name","email","custom:size"]""" }));
        Assert.Equal(ErrorCode.MappingInvalid, refused.Code);
        Assert.Contains("\"custom:size\"", refused.Message, StringComparison.Ordinal);
    }

    [Theory, EachEngine]
    public async Task A_preview_proposes_fields_by_their_names_unless_the_cells_speak_against_it(Engine engine)
    {
        await using var store = await StartAsync(engine);
        var writer = store.Get<ImportWriter>();
        var staged = await writer.StageAsync(store.Viewers.Bob, "p.csv", new MemoryStream("first_name,SIZE,Since,tier\nAda,41,yesterday,gold\nBob,42,soon,\n"u8.ToArray()));
        var preview = await writer.PreviewAsync(store.Viewers.Bob, staged, new ImportOptions());
        Assert.Equal(["first_name", "custom:size", null, "custom:tier"], preview.Columns.Select(c => c.Target));
        Assert.Equal("custom_field", preview.Columns[1].Reason);
    }

    private static async Task<TestStore> StartAsync(Engine engine, bool runImports = true)
    {
        var store = await TestStore.StartAsync(engine, runImports);
        await FieldAsync(store, "Size", CustomFieldKind.Number);
        await FieldAsync(store, "Since", CustomFieldKind.Date);
        await FieldAsync(store, "Tier", CustomFieldKind.Dropdown, options: ["Gold", "Silver"]);
        await FieldAsync(store, "VIP", CustomFieldKind.Checkbox);
        return store;
    }

    private static async Task FieldAsync(TestStore store, string name, CustomFieldKind kind, bool required = false, string[]? options = null)
    {
        var place = (await store.AskAsync<CustomFieldReader, IReadOnlyList<CustomField>>(r => r.AllAsync(store.Viewers.Alice))).Count;
        var result = await store.Get<CustomFieldWriter>().CreateAsync(store.Viewers.Alice, new CustomFieldPatch { Name = name, Kind = kind, Required = required, SortOrder = place, Options = new(true, options ?? []) });
        Assert.Empty(result.Faults);
    }

    private static async Task<string> ValuesAsync(TestStore store, string firstName)
    {
        var id = (await store.PageAsync(store.Viewers.Alice, new ContactQuery { First = 50 })).Contacts.Single(c => c.FirstName == firstName || c.FullName == firstName).Id;
        var values = (await store.AskAsync<CustomFieldReader, ILookup<Guid, CustomValue>>(r => r.OfContactsAsync(store.Viewers.Alice, [id])))[id];
        return string.Join(' ', values.Select(v => $"{v.Field.Key}={CustomCells.Write(v.Value)}"));
    }
}
