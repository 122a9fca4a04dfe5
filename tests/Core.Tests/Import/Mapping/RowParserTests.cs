using CrmContacts.Core.Contacts;
using CrmContacts.Core.CustomFields;
using CrmContacts.Core.Directory;
using CrmContacts.Core.Import;
using CrmContacts.Core.Import.Mapping;
using CrmContacts.Core.Import.Reading;

namespace CrmContacts.Core.Tests.Import.Mapping;

public class RowParserTests
{
    private static readonly NamesLookup Agents = new([("a1", "alice@example.com", "Alice Adams"), ("a2", "bob@example.com", "Bob"), ("a3", null, "Bob")]);
    private static readonly NamesLookup Queues = new([("q1", null, "Sales")]);
    private static readonly CustomField[] Fields =
    [
        new("size", "Shoe size", CustomFieldKind.Number, []), new("since", "Since", CustomFieldKind.Date, []),
        new("tier", "Tier", CustomFieldKind.Dropdown, ["Gold", "Silver"]), new("vip", "VIP", CustomFieldKind.Checkbox, []),
    ];

    private static ParsedRow Parse(string targets, string[] cells, BlankCells blank = BlankCells.Keep)
    {
        var mapping = new ColumnMapping([.. targets.Split(' ').Select(key => key == "-" ? null : MappingTarget.Find(key, Fields))]);
        var parser = new RowParser(mapping, new() { DefaultCountry = "US", BlankCells = blank, Agents = Agents, Queues = Queues, CustomFields = Fields });
        return parser.Parse(new CsvRow(1, 2, 0, 0, cells, null));
    }

    private static string[] Codes(ParsedRow row) => [.. row.Faults.Select(f => $"{f.Code}:{f.Target}")];

    [Fact]
    public void A_row_becomes_values()
    {
        var row = Parse(
            "first_name last_name email phone mobile title status source preferred_channel language timezone notes assigned_to visibility assigned_queue _account _tag _list external_crm_id",
            [" Jane ", "Doe", " Jane@Example.com", "(212) 555-0101", "+49 171 1234567", "CEO", "Do not contact", "trade_show", "WhatsApp", "de_at", "europe/vienna", "two\nlines", "ALICE@example.com", "owner", "sales", "Acme", "VIP; new ;vip", "A;B", "X-1"]);
        Assert.Empty(row.Faults);
        Assert.Empty(row.Warnings);
        Assert.Equal(("Jane", "Doe", "Jane@Example.com"), (row.FirstName.Value, row.LastName.Value, row.Email.Value));
        Assert.Equal(("(212) 555-0101", "+12125550101", "+491711234567"), (row.Phone.Value, row.PhoneE164, row.MobileE164));
        Assert.Equal((ContactStatus.DoNotContact, ContactSource.TradeShow, PreferredChannel.Whatsapp), (row.Status.Value, row.Source.Value, row.PreferredChannel.Value));
        Assert.Equal(("de-AT", "Europe/Vienna", "two\nlines"), (row.Language.Value, row.TimeZone.Value, row.Notes.Value));
        Assert.Equal(("a1", "q1", ContactVisibility.Owner), (row.AssignedTo.Value, row.AssignedQueue.Value, row.Visibility.Value));
        Assert.Equal(["VIP", "new"], row.Tags);
        Assert.Equal(["A", "B"], row.ListNames);
        Assert.Equal(("Acme", "X-1", false), (row.Account.Value, row.ExternalCrmId.Value, row.Department.IsSet));
    }

    [Fact]
    public void All_faults_of_a_row_are_told_together()
    {
        var row = Parse(
            "first_name last_name email status source visibility preferred_channel language timezone assigned_to assigned_queue _id title custom:size custom:since custom:tier custom:vip",
            ["", "", "jane@", "open", "moon", "secret", "pigeon", "english", "Mars/Olympus", "Bob", "Support", "17", new string('x', 256), "many", "soon", "Bronze", "perhaps"]);
        Assert.Equal(
            ["email_invalid:email", "status_unknown:status", "source_unknown:source", "visibility_unknown:visibility", "preferred_channel_unknown:preferred_channel", "language_invalid:language",
             "timezone_invalid:timezone", "agent_ambiguous:assigned_to", "queue_unknown:assigned_queue", "id_invalid:_id", "too_long:title", "number_invalid:custom:size", "date_invalid:custom:since",
             "option_unknown:custom:tier", "checkbox_invalid:custom:vip", "required:last_name"],
            Codes(row));
        Assert.Contains("ACTIVE, INACTIVE, DO_NOT_CONTACT", row.Faults[1].Message, StringComparison.Ordinal);
        Assert.Contains("Gold, Silver", row.Faults[13].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_number_that_cannot_be_parsed_is_kept_with_a_warning()
    {
        var row = Parse("last_name phone", ["Doe", "ask reception"]);
        Assert.True(row.IsValid);
        Assert.Equal(("ask reception", null), (row.Phone.Value, row.PhoneE164));
        Assert.Equal("phone_unparsed", Assert.Single(row.Warnings).Code);
    }

    [Fact]
    public void A_blank_cell_keeps_or_clears_as_the_import_says()
    {
        var kept = Parse("first_name last_name email status notes", ["", "Doe", "", "", " "]);
        Assert.False(kept.FirstName.IsSet || kept.Email.IsSet || kept.Status.IsSet || kept.Notes.IsSet);
        var cleared = Parse("first_name last_name email status notes", ["", "Doe", "", "", " "], BlankCells.Clear);
        Assert.Equal((true, ""), (cleared.FirstName.IsSet, cleared.FirstName.Value));
        Assert.Equal((true, null), (cleared.Email.IsSet, cleared.Email.Value));
        Assert.True(cleared.Notes.IsSet);
        Assert.False(cleared.Status.IsSet || cleared.Title.IsSet);
    }

    [Fact]
    public void One_name_is_enough()
    {
        Assert.Empty(Codes(Parse("first_name last_name", ["Jane", ""])));
        Assert.Empty(Codes(Parse("first_name last_name", ["", "Doe"])));
        Assert.Equal(["required:last_name"], Codes(Parse("first_name last_name", [" ", ""])));
        Assert.Empty(Codes(Parse("_id email", ["0190a1b2-0000-7000-8000-000000000001", "a@example.com"])));
    }

    [Theory]
    [InlineData("Jane Doe", "Jane", "Doe")]
    [InlineData("Doe, Jane", "Jane", "Doe")]
    [InlineData("Ludwig van Beethoven", "Ludwig", "van Beethoven")]
    [InlineData("Mary Jane Watson", "Mary Jane", "Watson")]
    [InlineData("María de la Cruz", "María", "de la Cruz")]
    [InlineData("Reception", "", "Reception")]
    [InlineData("山田太郎", "", "山田太郎")]
    public void A_full_name_is_split(string name, string first, string last)
    {
        var row = Parse("_full_name", [name]);
        Assert.Equal((first, last), (row.FirstName.Value, row.LastName.Value));
    }

    [Fact]
    public void A_full_name_does_not_override_separate_names()
    {
        var row = Parse("first_name _full_name", ["Janet", "Jane Doe"]);
        Assert.Equal("Janet", row.FirstName.Value);
    }

    [Fact]
    public void Visibility_needs_who_it_is_for()
    {
        Assert.Equal(["assigned_to_required:assigned_to"], Codes(Parse("last_name visibility", ["Doe", "OWNER"])));
        Assert.Equal(["assigned_queue_required:assigned_queue"], Codes(Parse("last_name visibility assigned_queue", ["Doe", "Queue", ""])));
        Assert.Equal(["agent_unknown:assigned_to"], Codes(Parse("last_name visibility assigned_to", ["Doe", "owner", "Nobody"])));
    }

    [Fact]
    public void Values_of_custom_fields_have_types()
    {
        var row = Parse("last_name custom:size custom:since custom:tier custom:vip", ["Doe", "42,5", "24.12.2025", "gold", "Ja"]);
        Assert.Equal([("size", (object)42.5m), ("since", new DateOnly(2025, 12, 24)), ("tier", "Gold"), ("vip", true)], row.Custom.Select(c => (c.Key, c.Value!)));
        Assert.Equal(["number_invalid:custom:size"], Codes(Parse("last_name custom:size", ["Doe", "1,234"])));
    }

    [Fact]
    public void An_apostrophe_that_keeps_a_spreadsheet_quiet_is_taken_off()
    {
        var row = Parse("last_name phone title", ["'=Doe", "'+1 212 555 0101", "'s Gravenhage"]);
        Assert.Equal(("=Doe", "+1 212 555 0101", "'s Gravenhage"), (row.LastName.Value, row.Phone.Value, row.Title.Value));
    }

    [Fact]
    public void Texts_have_limits()
    {
        Assert.Empty(Codes(Parse("last_name notes", [new string('x', 255), new string('x', 65_536)])));
        Assert.Equal(["too_long:last_name", "too_long:notes"], Codes(Parse("last_name notes", [new string('x', 256), new string('x', 65_537)])));
        Assert.Equal(["too_long:_tag"], Codes(Parse("last_name _tag", ["Doe", "ok;" + new string('x', 65)])));
        Assert.Equal(["nul_in_text:last_name"], Codes(Parse("last_name", ["D\0e"])));
    }

    [Fact]
    public void A_row_that_could_not_be_read_has_that_fault_alone()
    {
        var parser = new RowParser(new([MappingTarget.LastName]), new());
        var row = parser.Parse(new(7, 9, 0, 5, [], new(CsvFault.BrokenQuote, "Line 9: …", 9)));
        Assert.Equal("broken_quote", Assert.Single(row.Faults).Code);
    }

    [Fact]
    public void Tags_of_other_systems_are_taken_apart()
    {
        Assert.Equal(["myContacts", "Friends"], Parse("last_name _tag", ["Doe", "* myContacts ::: Friends"]).Tags);
        Assert.Equal(["VIP", "Big, loud"], Parse("last_name _tag", ["Doe", "\"VIP\",\"Big, loud\""]).Tags);
        Assert.Equal(["R&D, Berlin"], Parse("last_name _tag", ["Doe", "R&D, Berlin"]).Tags);
    }
}
