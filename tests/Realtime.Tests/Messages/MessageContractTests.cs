using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using CrmContacts.Core.Activities;
using CrmContacts.Core.BulkActions;
using CrmContacts.Core.Calls;
using CrmContacts.Core.Import;
using CrmContacts.Realtime.Messages;
using CrmContacts.Tests.Support.Processes;
using Microsoft.AspNetCore.SignalR;

namespace CrmContacts.Realtime.Tests.Messages;

/// <summary>Holds <c>src/Realtime/messages.json</c>: what clients are written against.</summary>
public sealed class MessageContractTests
{
    private static readonly JsonSerializerOptions Shown = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly ListCounts Counts = new(new Guid("01920000-0000-7000-8000-000000000001"),
    [
        new(null, "all", 481, 12), new(null, "queue:sales", 120, 7), new(new Guid("01920000-0000-7000-8000-0000000000aa"), "all", 33, 4),
    ]);

    private static readonly ImportProgress Queued = new(new ImportRun
    {
        Id = new Guid("01920000-0000-7000-8000-0000000000bb"), AgentId = "bob", Status = ImportStatus.Queued, Phase = ImportPhase.Queued,
        DryRun = true, FileName = "people.csv", CreatedAt = DateTimeOffset.UnixEpoch,
    });

    private static readonly ImportProgress Running = new(Queued.Run with
    {
        Status = ImportStatus.Running, Phase = ImportPhase.Writing, DryRun = false, Imported = 4000, Updated = 500, Unchanged = 20, Skipped = 3,
        Errors = 2, TotalRows = 10_000, RowsPerSecond = 20_512.5, EtaSeconds = 0.3, StartedAt = new(2026, 3, 1, 9, 30, 0, 250, TimeSpan.Zero),
        ErrorToken = "5b0f3c1d9a7e42608d4c2b1a09f8e7d6",
    });

    private static readonly ImportProgress Failed = new(Running.Run with
    {
        Status = ImportStatus.Failed, Phase = ImportPhase.Done, EtaSeconds = null,
        FinishedAt = new(2026, 3, 1, 9, 30, 2, TimeSpan.FromHours(2)), Message = "The file ends within a quoted cell.",
    });

    private static readonly BulkProgress Going = new("bob", new BulkRun(
        new Guid("01920000-0000-7000-8000-0000000000cc"), BulkStatus.Running, 4_000, 1_200, 300, new(2026, 3, 1, 9, 30, 0, TimeSpan.Zero), null, null) { PerSecond = 5_000 });

    private static readonly BulkProgress Gone = new("bob", Going.Run with
    {
        Status = BulkStatus.Failed, FinishedAt = new(2026, 3, 1, 9, 30, 2, TimeSpan.Zero), Message = "The action stopped at a fault of the server. What was changed can be taken back.",
    });

    private static readonly ListsChanged Lists = new(new(
        [new Guid("01920000-0000-7000-8000-0000000000aa")], [new Guid("01920000-0000-7000-8000-0000000000ab")], [new Guid("01920000-0000-7000-8000-0000000000ac")]));

    private static readonly ContactsChanged Few = new(
    [
        new("all", [new Guid("01920000-0000-7000-8000-0000000000c1")], [new Guid("01920000-0000-7000-8000-0000000000c2")], [], Many: false),
        new("queue:sales", [], [], [new Guid("01920000-0000-7000-8000-0000000000c1")], Many: false),
    ]);

    private static readonly ContactsChanged Many = new([new("*", [], [], [], Many: true)]);

    private static readonly ScreenPop Rings = new(
        new Call("bob", "+1 212 555 0143", "7f3c-2", ActivityDirection.Inbound, CallEvent.Ringing),
        [new Guid("01920000-0000-7000-8000-0000000000c1"), new Guid("01920000-0000-7000-8000-0000000000c2")]);

    private static readonly ScreenPop Over = new(new Call("bob", "100", "7f3c-3", ActivityDirection.Outbound, CallEvent.Ended), []);

    private static readonly object Contract = new
    {
        hub = "/hubs/crm",
        protocol = "json",
        serverToClient = new Dictionary<string, object[]>
        {
            [MessageNames.ListCountsChanged] = [Counts],
            [MessageNames.ListsChanged] = [Lists],
            [MessageNames.ContactsChanged] = [Few, Many],
            [MessageNames.ImportProgress] = [Queued, Running, Failed],
            [MessageNames.BulkProgress] = [Going, Gone],
            [MessageNames.ScreenPop] = [Rings, Over],
        },
        clientToServer = new Dictionary<string, object>
        {
            [MessageNames.GetListCounts] = new { arguments = Array.Empty<object>(), answer = Counts },
            [MessageNames.GetImports] = new { arguments = Array.Empty<object>(), answer = new[] { Running } },
        },
        status = Enum.GetNames<ImportStatus>().Select(name => name.ToUpperInvariant()),
        phase = Enum.GetNames<ImportPhase>().Select(name => name.ToUpperInvariant()),
        direction = Enum.GetNames<ActivityDirection>().Select(name => name.ToUpperInvariant()),
        @event = Enum.GetNames<CallEvent>().Select(name => name.ToUpperInvariant()),
        bulkStatus = Enum.GetNames<BulkStatus>().Select(name => name.ToUpperInvariant()),
    };

    /// <summary><c>./update-contracts.sh</c> sets CRM_UPDATE_CONTRACTS and so rewrites the file.</summary>
    [Fact, Trait("Category", "Contract")]
    public void Messages_file_is_what_the_code_writes()
    {
        var file = Repository.PathOf("src", "Realtime", "messages.json");
        var text = JsonSerializer.Serialize(JsonSerializer.SerializeToElement(Contract), Shown) + "\n";
        if (Environment.GetEnvironmentVariable("CRM_UPDATE_CONTRACTS") == "1")
            File.WriteAllText(file, text);
        Assert.Equal(File.ReadAllText(file), text);
    }

    [Fact]
    public void Every_message_and_method_of_the_hub_is_in_the_contract()
    {
        var told = JsonSerializer.SerializeToElement(Contract);
        Assert.Equal(Names(typeof(IContactsClient)), Keys(told.GetProperty("serverToClient")));
        Assert.Equal(
            Names(typeof(ContactsHub)), Keys(told.GetProperty("clientToServer")));
    }

    /// <summary>A host may set what it likes for the JSON of its hubs; ours must not change with it.</summary>
    [Fact]
    public void Options_of_the_host_do_not_change_a_message()
    {
        var odd = new JsonSerializerOptions
        {
            PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseUpper, DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingDefault,
            NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.WriteAsString,
        };
        Assert.Equal(JsonSerializer.Serialize(Counts), JsonSerializer.Serialize(Counts, odd));
        Assert.Equal(JsonSerializer.Serialize(Queued), JsonSerializer.Serialize(Queued, odd));
        Assert.Equal(JsonSerializer.Serialize(Going), JsonSerializer.Serialize(Going, odd));
        Assert.Equal(JsonSerializer.Serialize(Lists), JsonSerializer.Serialize(Lists, odd));
        Assert.Equal(JsonSerializer.Serialize(Few), JsonSerializer.Serialize(Few, odd));
        Assert.Equal(JsonSerializer.Serialize(Rings), JsonSerializer.Serialize(Rings, odd));
    }

    [Fact]
    public void A_message_says_nothing_of_the_importer()
    {
        Assert.DoesNotContain("bob", JsonSerializer.Serialize(Running), StringComparison.Ordinal);
        Assert.DoesNotContain("bob", JsonSerializer.Serialize(Going), StringComparison.Ordinal);
        Assert.DoesNotContain("bob", JsonSerializer.Serialize(Rings), StringComparison.Ordinal);
    }

    private static IEnumerable<string> Names(Type type) =>
        type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Select(method => method.GetCustomAttribute<HubMethodNameAttribute>()?.Name)
            .OfType<string>()
            .Order(StringComparer.Ordinal);

    private static IEnumerable<string> Keys(JsonElement element) =>
        element.EnumerateObject().Select(property => property.Name).Order(StringComparer.Ordinal);
}
