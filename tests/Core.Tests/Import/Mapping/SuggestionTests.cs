using CrmContacts.Core.CustomFields;
using CrmContacts.Core.Directory;
using CrmContacts.Core.Import.Mapping;

namespace CrmContacts.Core.Tests.Import.Mapping;

public class SuggestionTests
{
    [Fact]
    public void A_title_is_a_job_only_where_it_is_one()
    {
        Assert.Equal("title", Keys(["First Name", "Last Name", "Title"], ["Jane", "Doe", "Engineer"])[2]);
        Assert.Null(Keys(["First Name", "Last Name", "Title"], ["Jane", "Doe", "Dr."])[2]);
        Assert.Equal(new List<string?> { null, "title" }, Keys(["Title", "Job Title"], ["Engineer", "Engineer"]));
    }

    [Fact]
    public void A_column_whose_values_would_all_be_refused_is_left_out()
    {
        Assert.Null(Keys(["Name", "Status"], ["Jane Doe", "Open"])[1]);
        Assert.Equal("status", Keys(["Name", "Status"], ["Jane Doe", "do not contact"])[1]);
        Assert.Null(Keys(["Name", "Email"], ["Jane Doe", "yes"])[1]);
        Assert.Null(Keys(["Name", "Language"], ["Jane Doe", "English"])[1]);
    }

    [Fact]
    public void A_column_that_bears_our_own_name_is_never_dropped_in_silence() =>
        Assert.Equal("status", Keys(["first_name", "status"], ["Jane", "sleeping"])[1]);

    [Fact]
    public void An_owner_is_proposed_only_where_agents_are_meant()
    {
        var agents = new NamesLookup([("alice", "alice@example.com", "Alice Adams")]);
        Assert.Equal("assigned_to", MappingSuggester.Suggest(["Owner"], [["Alice Adams"]], agents: agents)[0].Target?.Key);
        Assert.Null(MappingSuggester.Suggest(["Owner"], [["Somebody Else"]], agents: agents)[0].Target);
    }

    [Fact]
    public void Without_names_the_cells_tell()
    {
        var suggested = Suggest(["Column 1", "Column 2", "Column 3"], [["x", "jane@example.com", "+1 212 555 0101"], ["y", "john@example.com", "+1 212 555 0102"]]);
        Assert.Equal(new List<(string?, string?)> { (null, null), ("email", "values"), ("phone", "values") }, suggested.Select(s => (s.Target?.Key, s.Reason)));
    }

    [Fact]
    public void Dates_and_numbers_are_no_telephone_numbers() =>
        Assert.Equal(new List<string?> { null, null, null, null }, Keys(["a", "b", "c", "d"], ["2025-01-02", "01.02.2025", "123456789", "203.0.113.7"], ["2025-01-03", "03.04.2025", "123456790", "203.0.113.8"]));

    [Fact]
    public void A_custom_field_is_found_by_label_or_key()
    {
        var fields = new CustomField[] { new("shoe_size", "Shoe size", CustomFieldKind.Number, []), new("tier", "Customer tier", CustomFieldKind.Dropdown, ["Gold"]) };
        var suggested = MappingSuggester.Suggest(["SHOE-SIZE", "customer tier", "custom:tier", "E-mail"], [["42", "Gold", "Gold", "a@example.com"]], fields);
        Assert.Equal(new List<string?> { "custom:shoe_size", null, "custom:tier", "email" }, suggested.Select(s => s.Target?.Key));
        Assert.Equal("custom_field", suggested[0].Reason);
    }

    [Fact]
    public void Our_own_columns_come_back_as_themselves()
    {
        var headers = MappingTarget.All.Select(t => t.Key).Where(k => k != "_full_name").ToArray();
        Assert.Equal(headers, MappingSuggester.Suggest(headers, []).Select(s => s.Target?.Key));
    }

    [Fact]
    public void The_columns_of_our_error_file_go_nowhere() =>
        Assert.Equal(new List<string?> { "email", null, null, null }, Keys(["E-mail", "_row", "_code", "_message"], ["jane@example.com", "7", "email_invalid", "x@y.example is no e-mail address."]));

    [Fact]
    public void Each_target_is_proposed_once() => Assert.Equal(new List<string?> { "email", null }, Keys(["E-mail", "E-mail"], ["a@example.com", "b@example.com"]));

    [Fact]
    public void A_header_that_is_no_word_harms_nobody() => Assert.Equal(new List<string?> { null, null, null }, Keys(["__proto__", "", "💥"], ["1", "2", "3"]));

    private static IReadOnlyList<MappingSuggestion> Suggest(IReadOnlyList<string> headers, IReadOnlyList<IReadOnlyList<string>> rows) => MappingSuggester.Suggest(headers, rows);

    private static List<string?> Keys(string[] headers, params string[][] rows) => [.. Suggest(headers, rows).Select(s => s.Target?.Key)];
}
