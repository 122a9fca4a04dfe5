using CrmContacts.Core.Accounts;
using CrmContacts.Core.Contacts;
using CrmContacts.Core.Errors;
using CrmContacts.Core.Import;
using CrmContacts.Core.Import.Runs;
using CrmContacts.Core.Lists;
using CrmContacts.Core.Tests.Contacts;
using CrmContacts.Tests.Support.Stores;

namespace CrmContacts.Core.Tests.Import.Runs;

public class ImportRunTests
{
    private const string People = """
        first_name,last_name,email,phone,status,_tag
        Jürgen,Müller,jm@example.com,(212) 555-0100,active,vip;lead
        Anna,"van der ""Berg""
        Smith",anna@example.com,,,
        Bad,Mail,not-an-address,,,
        Bad,Status,b@example.com,,sleeping,
        ,,nobody@example.com,,,
        Jürgen,Müller,JM@Example.com,,inactive,
        """;

    [Theory, EachEngine]
    public async Task A_file_goes_in_and_the_ledger_adds_up(Engine engine)
    {
        await using var store = await TestStore.StartAsync(engine, runImports: true);
        var run = await store.ImportAsync(store.Viewers.Bob, People);

        Assert.Equal("Completed 6=2+1+0+0+3", run.Ledger());
        Assert.Equal(6, run.TotalRows);
        var page = await store.PageAsync(store.Viewers.Carol, new ContactQuery { WithTotal = true });
        Assert.Equal(2, page.Total);
        Assert.Equal(["Jürgen Müller", "Anna van der \"Berg\"\nSmith"], page.Contacts.Select(c => c.FullName.ReplaceLineEndings("\n")));
        var jm = page.Contacts[0];
        Assert.Equal((ContactStatus.Inactive, "+12125550100", "JM@Example.com", 2, ContactSource.Import), (jm.Status, jm.PhoneE164, jm.Email, jm.Version, jm.Source));

        var again = await store.ImportAsync(store.Viewers.Bob, People, new ImportOptions { OnDuplicate = OnDuplicate.Skip });
        Assert.Equal("Completed 6=0+0+0+3+3", again.Ledger());
    }

    [Theory, EachEngine]
    public async Task The_failing_rows_come_back_as_they_were_with_their_causes(Engine engine)
    {
        await using var store = await TestStore.StartAsync(engine, runImports: true);
        var run = await store.ImportAsync(store.Viewers.Bob, People);
        var errors = await store.ErrorsAsync(store.Viewers.Alice, run);

        var lines = errors.TrimEnd().ReplaceLineEndings("\n").Split('\n');
        Assert.Equal(4, lines.Length);
        Assert.Equal("first_name,last_name,email,phone,status,_tag,_row,_code,_message", lines[0]);
        Assert.StartsWith("Bad,Mail,not-an-address,,,,3,email_invalid,", lines[1], StringComparison.Ordinal);
        Assert.StartsWith("Bad,Status,b@example.com,,sleeping,,4,status_unknown,", lines[2], StringComparison.Ordinal);
        Assert.StartsWith(",,nobody@example.com,,,,5,required,", lines[3], StringComparison.Ordinal);
        Assert.DoesNotContain("jm@example.com", errors, StringComparison.OrdinalIgnoreCase);

        Assert.Null(await store.Get<ImportReader>().ErrorsAsync(store.Viewers.Erin, run.ErrorToken!));
        Assert.Null(await store.Get<ImportReader>().ErrorsAsync(store.Viewers.Gina, run.ErrorToken!));
        var corrected = errors.Replace("not-an-address", "mail@example.com", StringComparison.Ordinal);
        Assert.Equal("Completed 3=1+0+0+0+2", (await store.ImportAsync(store.Viewers.Bob, corrected)).Ledger());
    }

    [Theory, EachEngine]
    public async Task A_dry_run_tells_what_the_run_will_do_and_writes_nothing(Engine engine)
    {
        await using var store = await TestStore.StartAsync(engine, runImports: true);
        await store.CreateAsync(store.Viewers.Alice, "Anna", "Old", c => c with { Email = "anna@example.com" });

        var dry = await store.ImportAsync(store.Viewers.Bob, People, new ImportOptions { DryRun = true });
        Assert.Equal(1, (await store.PageAsync(store.Viewers.Alice, new ContactQuery { WithTotal = true })).Total);
        var real = await store.ImportAsync(store.Viewers.Bob, People);
        Assert.Equal("Completed 6=1+2+0+0+3", dry.Ledger());
        Assert.Equal(real.Ledger(), dry.Ledger());
        Assert.Equal("Completed 6=0+2+1+0+3", (await store.ImportAsync(store.Viewers.Bob, People)).Ledger());
    }

    [Theory, EachEngine]
    public async Task A_match_that_the_importer_may_not_see_is_skipped_and_stays_as_it_is(Engine engine)
    {
        await using var store = await TestStore.StartAsync(engine, runImports: true);
        await store.CreateAsync(store.Viewers.Alice, "Hidden", "Person", c => c with { Email = "anna@example.com", Visibility = ContactVisibility.Queue, AssignedQueueId = "support" });

        var run = await store.ImportAsync(store.Viewers.Bob, "first_name,last_name,email\nAnna,Seen,anna@example.com\n");
        Assert.Equal("Completed 1=0+0+0+1+0", run.Ledger());
        Assert.Equal("Hidden Person", (await store.PageAsync(store.Viewers.Alice, new ContactQuery())).Contacts.Single().FullName);
        Assert.Equal(0, (await store.PageAsync(store.Viewers.Bob, new ContactQuery { WithTotal = true })).Total);
    }

    [Theory, EachEngine]
    public async Task A_row_that_matches_two_contacts_is_an_error(Engine engine)
    {
        await using var store = await TestStore.StartAsync(engine, runImports: true);
        await store.CreateAsync(store.Viewers.Alice, "By", "Mail", c => c with { Email = "a@example.com" });
        await store.CreateAsync(store.Viewers.Alice, "By", "Number", c => c with { ExternalCrmId = "X-1" });

        var run = await store.ImportAsync(store.Viewers.Bob, "first_name,last_name,email,external_crm_id\nWho,Is,a@example.com,x-1\n");
        Assert.Equal("Completed 1=0+0+0+0+1", run.Ledger());
        Assert.Contains("ambiguous_match", await store.ErrorsAsync(store.Viewers.Bob, run), StringComparison.Ordinal);
    }

    [Theory, EachEngine]
    public async Task Everybody_of_the_file_is_on_the_list_and_the_list_counts_them(Engine engine)
    {
        await using var store = await TestStore.StartAsync(engine, runImports: true);
        var list = await store.Get<ListWriter>().CreateStaticAsync(store.Viewers.Alice, "Fair 2026", null);
        var options = new ImportOptions { ListMode = ImportListMode.Existing, List = "fair 2026" };

        await store.ImportAsync(store.Viewers.Bob, People, options);
        Assert.Equal("Completed 6=0+2+1+0+3", (await store.ImportAsync(store.Viewers.Bob, People, options)).Ledger());
        Assert.Equal(2, (await store.AskAsync<ListReader, IReadOnlyList<ContactList>>(r => r.AllAsync(store.Viewers.Carol))).Single(l => l.Id == list).ContactCount);
        Assert.Equal(2, (await store.PageAsync(store.Viewers.Carol, new ContactQuery { ListId = list, WithTotal = true })).Contacts.Count);
    }

    [Theory, EachEngine]
    public async Task The_same_file_four_times_at_once_leaves_each_person_once(Engine engine)
    {
        await using var store = await TestStore.StartAsync(engine, runImports: true);
        var csv = "first_name,last_name,email\n" + string.Concat(Enumerable.Range(0, 2_000).Select(i => $"P{i},Person,p{i}@example.com\n"));
        var runs = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => store.ImportAsync(store.Viewers.Bob, csv))));

        Assert.All(runs, r => Assert.Equal(2_000, r.Rows));
        Assert.Equal((2_000, 6_000, 0), (runs.Sum(r => r.Imported), runs.Sum(r => r.Unchanged), runs.Sum(r => r.Errors)));
        Assert.Equal(2_000, (await store.PageAsync(store.Viewers.Erin, new ContactQuery { WithTotal = true })).Total);
    }

    [Theory]
    [InlineData(false, "Completed 20000=19000+0+1000+0+0", 19_000)]
    [InlineData(true, "Completed 20000=19000+0+1000+0+0", 0)]
    public async Task A_run_that_a_stopped_host_left_is_taken_up_and_ends_as_it_would_have(bool dryRun, string ledger, int contacts)
    {
        // The last thousand rows are the first thousand again: a dry run that forgot them would count them as new.
        var csv = "first_name,last_name,email\n" + string.Concat(Enumerable.Range(0, 20_000).Select(i => $"P{i % 19_000},Person,p{i % 19_000}@example.com\n"));
        var (options, id) = await StoppedInTheMiddleAsync(csv, dryRun);
        await using var third = await TestStore.OpenAsync(Engine.Sqlite, options, runImports: true);
        Assert.Equal(ledger, (await third.EndAsync(third.Viewers.Bob, id)).Ledger());
        Assert.Equal(contacts, (await third.PageAsync(third.Viewers.Erin, new ContactQuery { WithTotal = true })).Total);
    }

    /// <summary>A run that its host left when it had done some of its rows. A busy machine may end it before this is seen; then another is started.</summary>
    private static async Task<(CrmCoreOptions Options, Guid Run)> StoppedInTheMiddleAsync(string csv, bool dryRun)
    {
        for (var tries = 0; tries < 10; tries++)
        {
            CrmCoreOptions options;
            Guid id;
            await using (var first = await TestStore.StartAsync(Engine.Sqlite, runImports: true))
            {
                options = first.Options;
                id = (await first.StartAsync(first.Viewers.Bob, csv, new ImportOptions { DryRun = dryRun })).Id;
                while ((await first.Get<ImportReader>().FindAsync(first.Viewers.Bob, id))!.Rows == 0)
                    await Task.Yield();
            }

            await using var second = await TestStore.OpenAsync(Engine.Sqlite, options);
            if ((await second.Get<ImportReader>().FindAsync(second.Viewers.Bob, id))!.Rows is > 0 and < 20_000)
                return (options, id);
        }

        throw new Xunit.Sdk.XunitException("Ten runs of 20,000 rows were over before their hosts had stopped.");
    }

    [Theory, EachEngine]
    public async Task A_cancelled_run_says_exactly_what_is_in(Engine engine)
    {
        await using var store = await TestStore.StartAsync(engine, runImports: true);
        var csv = "first_name,last_name,email\n" + string.Concat(Enumerable.Range(0, 50_000).Select(i => $"P{i},Person,p{i}@example.com\n"));
        var run = await store.StartAsync(store.Viewers.Bob, csv);
        Assert.Null(await store.Get<ImportWriter>().CancelAsync(store.Viewers.Erin, run.Id));
        Assert.NotNull(await store.Get<ImportWriter>().CancelAsync(store.Viewers.Bob, run.Id));

        var over = await store.EndAsync(store.Viewers.Bob, run.Id);
        Assert.Equal(ImportStatus.Cancelled, over.Status);
        Assert.Equal(over.Imported, (await store.PageAsync(store.Viewers.Erin, new ContactQuery { WithTotal = true })).Total);
        var refused = await Assert.ThrowsAsync<CrmException>(() => store.Get<ImportWriter>().CancelAsync(store.Viewers.Bob, run.Id));
        Assert.Equal(ErrorCode.ImportNotCancellable, refused.Code);
    }

    [Theory, EachEngine]
    public async Task The_same_key_gives_the_same_run_and_another_file_is_refused(Engine engine)
    {
        await using var store = await TestStore.StartAsync(engine, runImports: true);
        var first = await store.StartAsync(store.Viewers.Bob, People, key: "k1");
        var second = await store.StartAsync(store.Viewers.Bob, People, key: "k1");
        Assert.Equal(first.Id, second.Id);
        Assert.NotEqual(first.Id, (await store.StartAsync(store.Viewers.Erin, People, key: "k1")).Id);
        var refused = await Assert.ThrowsAsync<CrmException>(() => store.StartAsync(store.Viewers.Bob, People + "X,Y,x@example.com,,,\n", key: "k1"));
        Assert.Equal(ErrorCode.IdempotencyMismatch, refused.Code);
    }

    [Theory]
    [InlineData("", ErrorCode.FileEmpty)]
    [InlineData("   \n\n", ErrorCode.FileEmpty)]
    [InlineData("first_name,last_name\n", ErrorCode.FileHeaderOnly)]
    [InlineData("color,size\nred,5\n", ErrorCode.MappingRequiredMissing)]
    [InlineData("PK\u0003\u0004\u0014\0\0\0", ErrorCode.FileNotCsv)]
    public async Task A_file_that_cannot_be_imported_is_refused_and_nothing_is_written(string content, ErrorCode code)
    {
        await using var store = await TestStore.StartAsync(Engine.Sqlite, runImports: true);
        var refused = await Assert.ThrowsAsync<CrmException>(() => store.StartAsync(store.Viewers.Bob, content));
        Assert.Equal(code, refused.Code);
        Assert.Empty(await store.Get<ImportReader>().NewestAsync(store.Viewers.Alice, 10));
        Assert.Equal(0, (await store.PageAsync(store.Viewers.Alice, new ContactQuery { WithTotal = true })).Total);
    }

    [Fact]
    public async Task Only_who_may_edit_may_import()
    {
        await using var store = await TestStore.StartAsync(Engine.Sqlite);
        foreach (var lesser in new[] { store.Viewers.Carol, store.Viewers.Dave })
        {
            var refused = await Assert.ThrowsAsync<CrmException>(() => store.StartAsync(lesser, People));
            Assert.Equal(ErrorCode.NotAuthorized, refused.Code);
        }
    }

    /// <summary>What a file says of a contact left its company out of the search, where the file did not name the company.</summary>
    [Theory, EachEngine]
    public async Task An_import_that_does_not_name_the_company_leaves_the_contact_findable_by_it(Engine engine)
    {
        await using var store = await TestStore.StartAsync(engine, runImports: true);
        await store.ImportAsync(store.Viewers.Bob, "first_name,email,_account\nAnn,ann@example.com,Wolpertinger\n");
        await store.ImportAsync(store.Viewers.Bob, "first_name,email,title\nAnn,ann@example.com,Buyer\n");

        var found = await store.PageAsync(store.Viewers.Bob, new ContactQuery { Search = "wolper" });
        Assert.Equal(["Buyer"], found.Contacts.Select(c => c.Title));
    }

    /// <summary>Ids of companies were remembered from batch to batch: contacts of later rows had a company that nobody could read.</summary>
    [Theory, EachEngine]
    public async Task A_company_that_is_deleted_while_an_import_runs_is_made_again_for_the_rows_to_come(Engine engine)
    {
        await using var store = await TestStore.StartAsync(engine, runImports: true);
        store.Get<ImportStore>().ChunkRows = 1;
        var rows = string.Concat(Enumerable.Range(0, 300).Select(i => $"Ann,ann{i}@example.com,Wolpertinger\n"));
        var run = await store.StartAsync(store.Viewers.Alice, "first_name,email,_account\n" + rows);
        while (!(await store.Get<ImportReader>().FindAsync(store.Viewers.Alice, run.Id))!.IsOver)
        {
            foreach (var account in (await store.AskAsync((AccountReader r) => r.PageAsync(store.Viewers.Alice, new AccountQuery()))).Items)
                await store.Get<AccountWriter>().DeleteAsync(store.Viewers.Alice, account.Id);
        }

        var accounts = (await store.AskAsync((AccountReader r) => r.PageAsync(store.Viewers.Alice, new AccountQuery()))).Items.Select(a => a.Id).ToHashSet();
        var page = await store.PageAsync(store.Viewers.Alice, new ContactQuery { First = 200 });
        Assert.All(page.Contacts, contact => Assert.True(contact.AccountId is not { } id || accounts.Contains(id)));
    }
}
