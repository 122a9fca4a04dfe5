using System.Diagnostics;
using CrmContacts.Core.Errors;
using CrmContacts.Core.Import;
using CrmContacts.Core.Tests.Contacts;
using CrmContacts.Tests.Support.Stores;

namespace CrmContacts.Core.Tests.Import.Runs;

public class FailingRowsTests
{
    [Theory, EachEngine]
    public async Task Of_a_row_that_is_too_long_nothing_is_missing(Engine engine)
    {
        await using var store = await TestStore.StartAsync(engine, runImports: true);
        var run = await store.ImportAsync(store.Viewers.Bob, "first_name;last_name;notes\nMax;Muster;calls at 9;10;and 11\nAda;King;\n");
        Assert.Equal("Completed 2=1+0+0+0+1", run.Ledger());
        Assert.Contains("\nMax,Muster,\"calls at 9;10;and 11\",1,row_too_long,", await store.ErrorsAsync(store.Viewers.Bob, run), StringComparison.Ordinal);
    }

    [Theory, EachEngine]
    public async Task Failing_rows_of_a_file_without_a_header_go_back_in_with_the_same_options(Engine engine)
    {
        await using var store = await TestStore.StartAsync(engine, runImports: true);
        var options = new ImportOptions { HasHeader = false, MappingJson = "[\"first_name\",\"last_name\",\"email\"]" };
        var run = await store.ImportAsync(store.Viewers.Bob, "Ada,King,ada at example\nBea,Byron,bea@example.com\n", options);
        Assert.Equal("Completed 2=1+0+0+0+1", run.Ledger());
        var corrected = (await store.ErrorsAsync(store.Viewers.Bob, run)).Replace("ada at example,", "ada@example.com,", StringComparison.Ordinal);
        Assert.Equal("Completed 1=1+0+0+0+0", (await store.ImportAsync(store.Viewers.Bob, corrected, options)).Ledger());
    }

    [Fact]
    public async Task Many_failing_rows_are_cut_from_the_file_in_one_pass_each_with_its_own_cells()
    {
        const int Rows = 20_000;
        await using var store = await TestStore.StartAsync(Engine.Sqlite, runImports: true);
        // Near and far from each other, and some of them broken.
        var rows = Enumerable.Range(0, Rows).Select(i => i switch
        {
            _ when i % 1_000 == 7 => $"F{i},\"L{i}\"x,a@b.example",
            _ when i is > 4_000 and < 14_000 => $"F{i},L{i},f{i}@example.com",
            _ => $"F{i},L{i},f{i} at example",
        });
        var run = await store.ImportAsync(store.Viewers.Bob, "first_name,last_name,email\n" + string.Join('\n', rows) + "\n", new ImportOptions { OnDuplicate = OnDuplicate.Skip, DryRun = true });
        var watch = Stopwatch.StartNew();
        var lines = (await store.ErrorsAsync(store.Viewers.Bob, run)).TrimEnd().ReplaceLineEndings("\n").Split('\n')[1..];
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10), $"{run.Errors} failing rows took {watch.Elapsed}.");
        Assert.Equal(run.Errors, lines.Length);
        Assert.InRange(run.Errors, 10_000, 10_100);
        foreach (var line in lines)
        {
            var row = int.Parse(line.Split([",email_invalid,", ",broken_quote,"], StringSplitOptions.None)[0].Split(',')[^1], System.Globalization.CultureInfo.InvariantCulture) - 1;
            Assert.StartsWith(row % 1_000 == 7 ? $"\"F{row},\"\"L{row}\"\"x" : $"F{row},L{row},f{row} at example,", line, StringComparison.Ordinal);
        }
    }

    [Theory, EachEngine]
    public async Task A_file_that_names_our_ids_may_leave_out_whatever_the_contacts_have(Engine engine)
    {
        await using var store = await TestStore.StartAsync(engine, runImports: true);
        var made = await store.ImportAsync(store.Viewers.Bob, "first_name,last_name,email,visibility,assigned_to\nAda,King,ada@example.com,owner,bob\nBea,,bea@example.com,all,\n");
        Assert.Equal("Completed 2=2+0+0+0+0", made.Ledger());
        var ids = (await store.PageAsync(store.Viewers.Alice, new())).Contacts.OrderBy(c => c.FirstName, StringComparer.Ordinal).Select(c => c.Id).ToList();

        var same = $"_id,visibility,email\n{ids[0]},owner,ada@example.com\n{ids[1]},all,bea@example.com\n";
        Assert.Equal("Completed 2=0+0+2+0+0", (await store.ImportAsync(store.Viewers.Bob, same)).Ledger());
        var other = $"_id,last_name,email\n{ids[0]},,ada@example.org\n{ids[1]},Byron,bea@example.com\n{Guid.Empty},,nobody@example.com\n";
        Assert.Equal("Completed 3=0+2+0+0+1", (await store.ImportAsync(store.Viewers.Bob, other, new() { DryRun = true })).Ledger());
        var run = await store.ImportAsync(store.Viewers.Bob, other);
        Assert.Equal("Completed 3=0+2+0+0+1", run.Ledger());
        Assert.Contains(",nobody@example.com,3,required,", await store.ErrorsAsync(store.Viewers.Bob, run), StringComparison.Ordinal);
        var wrong = await store.ImportAsync(store.Viewers.Bob, $"_id,visibility\n{ids[1]},owner\n");
        Assert.Equal("Completed 1=0+0+0+0+1", wrong.Ledger());
    }

    [Theory, EachEngine]
    public async Task A_contact_gets_no_more_tags_from_a_file_than_by_hand(Engine engine)
    {
        await using var store = await TestStore.StartAsync(engine, runImports: true);
        static string Tags(int from, int many) => string.Join(';', Enumerable.Range(from, many).Select(i => "t" + i));
        var file = $"first_name,email,_tag\nAda,ada@example.com,{Tags(0, 200)}\nBea,bea@example.com,{Tags(0, 201)}\nAda,ada@example.com,{Tags(150, 51)}\nAda,ada@example.com,{Tags(150, 50)}\n";
        foreach (var dry in new[] { true, false })
        {
            var run = await store.ImportAsync(store.Viewers.Bob, file, new() { DryRun = dry });
            Assert.Equal("Completed 4=1+0+1+0+2", run.Ledger());
            Assert.Equal(2, (await store.ErrorsAsync(store.Viewers.Bob, run)).Split(",too_many,").Length - 1);
        }
    }

    [Theory, EachEngine]
    public async Task The_same_request_for_a_staged_file_is_the_same_run_though_the_file_is_used_up(Engine engine)
    {
        await using var store = await TestStore.StartAsync(engine, runImports: true);
        var writer = store.Get<ImportWriter>();
        var staged = await writer.StageAsync(store.Viewers.Bob, "people.csv", new MemoryStream("first_name\nAda\n"u8.ToArray()));
        var first = await writer.StartAsync(store.Viewers.Bob, staged, new(), "once");
        Assert.Equal(first.Id, (await writer.StartAsync(store.Viewers.Bob, staged, new(), "once")).Id);
        await store.EndAsync(store.Viewers.Bob, first.Id);
        Assert.Equal(first.Id, (await writer.StartAsync(store.Viewers.Bob, staged, new(), "once")).Id);
        Assert.Equal(ErrorCode.IdempotencyMismatch, (await Assert.ThrowsAsync<CrmException>(() => writer.StartAsync(store.Viewers.Bob, staged, new() { OnDuplicate = OnDuplicate.Skip }, "once"))).Code);
        Assert.Equal(ErrorCode.StagedUnknown, (await Assert.ThrowsAsync<CrmException>(() => writer.StartAsync(store.Viewers.Bob, staged, new(), "twice"))).Code);
        Assert.Equal(ErrorCode.StagedUnknown, (await Assert.ThrowsAsync<CrmException>(() => writer.StartAsync(store.Viewers.Erin, staged, new(), "once"))).Code);
    }

    [Theory, EachEngine]
    public async Task A_dry_run_leaves_the_staged_file_to_the_import_and_its_failing_rows_stay_readable(Engine engine)
    {
        await using var store = await TestStore.StartAsync(engine, runImports: true);
        var writer = store.Get<ImportWriter>();
        var staged = await writer.StageAsync(store.Viewers.Bob, "people.csv", new MemoryStream("first_name,email\nAda,ada@example.com\nBea,none\n"u8.ToArray()));
        var dry = await writer.StartAsync(store.Viewers.Bob, staged, new() { DryRun = true }, "dry");
        dry = await store.EndAsync(store.Viewers.Bob, dry.Id);
        // What a refused request takes away is not what a run reads.
        await writer.DiscardAsync(store.Viewers.Bob, staged);
        Assert.Contains("Bea", await store.ErrorsAsync(store.Viewers.Bob, dry), StringComparison.Ordinal);
        var run = await writer.StartAsync(store.Viewers.Bob, staged, new(), "run");
        run = await store.EndAsync(store.Viewers.Bob, run.Id);
        Assert.Equal(["Completed 2=1+0+0+0+1", "Completed 2=1+0+0+0+1"], [dry.Ledger(), run.Ledger()]);
        Assert.Equal(ErrorCode.StagedUnknown, (await Assert.ThrowsAsync<CrmException>(() => writer.StartAsync(store.Viewers.Bob, staged, new(), "twice"))).Code);
    }

    [Theory, EachEngine]
    public async Task Words_of_the_file_mean_what_values_json_says_and_another_value_is_refused_before_anything_is_read(Engine engine)
    {
        await using var store = await TestStore.StartAsync(engine, runImports: true);
        const string file = "first_name,email,status\nAda,ada@example.com,Kunde\nBea,bea@example.com,KUNDE \nCem,cem@example.com,inactive\nDot,dot@example.com,weg\nEve,eve@example.com,Gast\n";
        foreach (var dry in new[] { true, false })
        {
            var run = await store.ImportAsync(store.Viewers.Bob, file, new() { DryRun = dry, MappingJson = """["first_name","email","status"]""", ValuesJson = """{"status":{"kunde":"DO_NOT_CONTACT","weg":null}}""" });
            Assert.Equal("Completed 5=4+0+0+0+1", run.Ledger());
            Assert.Contains("Eve,eve@example.com,Gast,5,status_unknown", await store.ErrorsAsync(store.Viewers.Bob, run), StringComparison.Ordinal);
        }

        var again = await store.ImportAsync(store.Viewers.Bob, "email,first_name,status\nada@example.com,Ada,DO_NOT_CONTACT\nbea@example.com,Bea,DO_NOT_CONTACT\ncem@example.com,Cem,INACTIVE\ndot@example.com,Dot,ACTIVE\n");
        Assert.Equal("Completed 4=0+0+4+0+0", again.Ledger());
        foreach (var wrong in new[] { """{"status":{"Kunde":"GONE"}}""", """{"email":{"a":"b"}}""", """{"status":["a"]}""", """["status"]""", "{", """{"status":{"Kunde":1}}""" })
        {
            var refused = await Assert.ThrowsAsync<CrmException>(() => store.StartAsync(store.Viewers.Bob, file, new() { ValuesJson = wrong }));
            Assert.Equal((ErrorCode.MappingInvalid, "values_json"), (refused.Code, refused.Where));
        }
    }

    [Fact]
    public async Task A_list_without_a_word_on_what_to_do_with_it_is_refused_and_not_passed_over()
    {
        await using var store = await TestStore.StartAsync(Engine.Sqlite, runImports: true);
        var refused = await Assert.ThrowsAsync<CrmException>(() => store.StartAsync(store.Viewers.Bob, "first_name\nAda\n", new() { List = "Fair" }));
        Assert.Equal((ErrorCode.OptionInvalid, "list_mode"), (refused.Code, refused.Where));
        Assert.Empty(await store.Get<ImportReader>().NewestAsync(store.Viewers.Alice, 10));
    }
}
