using System.Text.Json;
using CrmContacts.Core.CustomFields;
using CrmContacts.Core.Directory;
using CrmContacts.Core.Import.Mapping;
using CrmContacts.Core.Import.Reading;

namespace CrmContacts.Core.Tests.Import.Mapping;

/// <summary>
/// What other systems export, as they write it: their headers, encodings, delimiters and line ends, with invented people.
/// Beside each file stands what a careful person would map.
/// </summary>
public class ExportTests
{
    private static readonly NamesLookup Agents = new([("agent-1", "alice@example.com", "Alice Adams"), ("agent-2", "bob@example.com", "Bob Brown")]);
    private static readonly NamesLookup Queues = new([("queue-1", null, "Sales")]);
    private static readonly CustomField[] Fields = [new("tier", "Tier", CustomFieldKind.Dropdown, ["Gold", "Silver"])];

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "Import", "Mapping", "Exports");

    private static IEnumerable<string> Names => System.IO.Directory.GetFiles(Folder, "*.csv").Select(f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal);

    public static TheoryData<string> Exports() => [.. Names];

    [Fact]
    public void Every_system_that_people_come_from_is_here() => Assert.Superset(new HashSet<string>(
    [        "3cx", "activecampaign", "brevo", "chatwoot", "espocrm", "french", "freshsales", "fusionpbx", "german", "google-new", "google-old", "hubspot", "linkedin", "mailchimp", "outlook-de", "outlook-en",
        "outlook-es", "outlook-fr", "own-export", "pipedrive", "salesforce-data-loader", "salesforce-report", "spanish", "thunderbird", "twenty", "yeastar", "zoho",
    ]), Names.ToHashSet(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Exports))]
    public void The_export_is_read_as_it_was_written(string export)
    {
        var (file, expected) = Open(export);
        var format = CsvSource.Detect(file, new());
        Assert.Equal(expected.Columns.Select(c => c.Header), format.Headers);
        Assert.Equal((expected.Encoding, expected.Delimiter, expected.Rows), (format.Encoding, format.Delimiter, CsvRows.Count(file, format)));
        Assert.All(CsvRows.Open(file, format).Read(), row => Assert.Null(row.Fault));
    }

    /// <summary>No column gets a wrong target, and 95 % of those that have one get it.</summary>
    [Theory]
    [MemberData(nameof(Exports))]
    public void The_columns_of_an_export_are_recognised(string export)
    {
        var (file, expected) = Open(export);
        var format = CsvSource.Detect(file, new());
        var suggested = MappingSuggester.Suggest(format.Headers, [.. CsvSource.Sample(file, format, 100).Select(r => r.Cells)], Fields, Agents, Queues);
        var columns = expected.Columns.Zip(suggested, (column, s) => (column.Header, Wanted: column.Target, Got: s.Target?.Key, s.Confidence, s.Reason)).ToList();
        var wrong = columns.Where(c => c.Got is not null && c.Got != c.Wanted).ToList();
        Assert.True(wrong.Count == 0, string.Join("; ", wrong));
        var missed = columns.Where(c => c.Wanted is not null && c.Got != c.Wanted).ToList();
        Assert.True(missed.Count * 20 <= columns.Count(c => c.Wanted is not null), string.Join("; ", missed));
        Assert.All(suggested, s => Assert.True(s.Target is null ? s is { Confidence: 0, Reason: null } : s is { Confidence: >= 0.5 and < 1, Reason: "alias" or "context" or "values" or "custom_field" }));
    }

    /// <summary>The cells decide nothing that the header says clearly: a file of which only the header is filled maps alike.</summary>
    [Theory]
    [InlineData("hubspot")]
    [InlineData("thunderbird")]
    [InlineData("linkedin")]
    [InlineData("yeastar")]
    public void However_a_name_is_written_it_is_the_same(string export)
    {
        var (file, expected) = Open(export);
        var format = CsvSource.Detect(file, new());
        IReadOnlyList<IReadOnlyList<string>> rows = [.. CsvSource.Sample(file, format, 100).Select(r => r.Cells)];
        foreach (var spelling in new Func<string, string>[] { h => h.ToUpperInvariant(), h => h.ToLowerInvariant().Replace(' ', '_'), h => $"  {h} ", h => h.Replace(" ", "", StringComparison.Ordinal), h => h.Replace(' ', '-'), h => h.Replace(' ', '.') })
        {
            var suggested = MappingSuggester.Suggest([.. format.Headers.Select(spelling)], rows, Fields, Agents, Queues);
            Assert.Equal(expected.Columns.Select(c => $"{spelling(c.Header)} → {c.Target}"), expected.Columns.Zip(suggested, (c, s) => $"{spelling(c.Header)} → {s.Target?.Key}"));
        }
    }

    private static (FileStream File, Export Expected) Open(string export)
    {
        using var json = JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, export + ".json")));
        var root = json.RootElement;
        var columns = root.GetProperty("columns").EnumerateArray().Select(c => (c[0].GetString()!, c[1].GetString())).ToArray();
        return (File.OpenRead(Path.Combine(Folder, export + ".csv")), new(root.GetProperty("encoding").GetString()!, root.GetProperty("delimiter").GetString()!, root.GetProperty("rows").GetInt64(), columns));
    }

    private sealed record Export(string Encoding, string Delimiter, long Rows, (string Header, string? Target)[] Columns);
}
