using System.Globalization;
using System.Text;

namespace CrmContacts.Tests.Support.Csv;

/// <summary>
/// A CSV file of people as they come out of real systems: quotes, newlines in cells, umlauts, bad rows and duplicates.
/// It is the same on every run and knows exactly what an import of it must count.
/// </summary>
public sealed class StoryFile
{
    private const int Block = 100;

    private static readonly string[] Header =
        ["First Name", "Last Name", "Email", "Phone", "Job Title", "Department", "Status", "Notes", "External CRM ID", "Tags"];

    private static readonly string[] FirstNames = ["Jörg", "Zoë", "Anna", "François", "Mary-Jane", "Søren", "Łukasz", "Åsa", "José", "Peter"];
    private static readonly string[] FirstNamesOf1252 = ["Jörg", "Zoë", "Anna", "François", "Mary-Jane", "Søren", "Lukas", "Åsa", "José", "Peter"];
    private static readonly string[] LastNames = ["Müller", "O'Brien", "Weiß", "Smith, Jr.", "Núñez", "van der Berg", "Ågren", "Çelik", "Brown", "d'Été"];

    private readonly List<string[]> _bad = [];

    private StoryFile(string fileName, string prefix) => (FileName, Prefix) = (fileName, prefix);

    public string FileName { get; }

    /// <summary>Every external CRM id of the file starts with it, so that its people can be told from others.</summary>
    public string Prefix { get; }

    public byte[] Bytes { get; private set; } = [];

    /// <summary>Data rows, and how they must end: they sum up.</summary>
    public int Rows { get; private set; }

    /// <summary>People who are new.</summary>
    public int Imported { get; private set; }

    /// <summary>Rows that repeat somebody with another job title.</summary>
    public int Updated { get; private set; }

    /// <summary>Rows that repeat somebody word for word.</summary>
    public int Unchanged { get; private set; }

    public int Errors => _bad.Count;

    /// <summary>The cells of the rows that must fail, in file order, as the file has them.</summary>
    public IReadOnlyList<IReadOnlyList<string>> BadRows => _bad;

    /// <summary><see cref="BadRows"/> as the file of failing rows has them: a cell that a spreadsheet would run as a formula is led by an apostrophe, which an import takes off again.</summary>
    public IEnumerable<IReadOnlyList<string>> BadRowsGivenBack =>
        _bad.Select(row => row.Select(cell => cell is ['=' or '+' or '-' or '@', ..] ? "'" + cell : cell).ToArray());

    /// <summary>The column names.</summary>
    public static IReadOnlyList<string> Columns => Header;

    /// <summary>UTF-8 without a byte order mark, commas.</summary>
    public static StoryFile Utf8(int rows = 10_000, string prefix = "story") =>
        new StoryFile("people.csv", prefix).Fill(rows, ',', new UTF8Encoding(false), FirstNames);

    /// <summary>The twin as Windows programs write it: Windows-1252, semicolons.</summary>
    public static StoryFile Windows1252(int rows = 10_000, string prefix = "twin") =>
        new StoryFile("kunden.csv", prefix).Fill(rows, ';', CodePagesEncodingProvider.Instance.GetEncoding(1252)!, FirstNamesOf1252);

    private StoryFile Fill(int rows, char delimiter, Encoding encoding, string[] firstNames)
    {
        var text = new StringBuilder();
        CsvText.Append(text, Header, delimiter);
        for (var i = 0; i < rows; i++)
            CsvText.Append(text, Row(i, firstNames), delimiter);
        Rows = rows;
        Bytes = encoding.GetBytes(text.ToString());
        return this;
    }

    // In each block of a hundred rows 97 people are new; one row repeats an earlier one, one changes one, one is bad.
    private string[] Row(int i, string[] firstNames)
    {
        var person = Person(i, firstNames);
        switch (i % Block)
        {
            case 40:
                Unchanged++;
                return Person(i - 30, firstNames);
            case 60:
                Updated++;
                person = Person(i - 30, firstNames);
                person[4] = "Director of \"Everything\"";
                return person;
            case 80:
                _bad.Add(Spoil(person, i / Block));
                return person;
            default:
                Imported++;
                return person;
        }
    }

    private static string[] Spoil(string[] person, int which)
    {
        switch (which % 3)
        {
            case 0:
                (person[0], person[1]) = ("", "");
                break;
            case 1:
                person[2] = "nobody at nowhere";
                break;
            default:
                person[6] = "Perhaps";
                break;
        }

        return person;
    }

    private string[] Person(int i, string[] firstNames)
    {
        var number = i.ToString("D6", CultureInfo.InvariantCulture);
        return
        [
            firstNames[i % firstNames.Length],
            LastNames[i / 7 % LastNames.Length],
            $"{Prefix}.{number}@example.com",
            string.Create(CultureInfo.InvariantCulture, $"+1 (212) 2{i / 10_000 % 100:D2}-{i % 10_000:D4}"),
            i % 3 == 0 ? "Head of \"Sales\"" : "Käufer",
            i % 4 == 0 ? "Vertrieb; Süd, West" : "Einkauf",
            (i % 5) switch { 0 => "Inactive", 1 => "", _ => "active" },
            i % 6 == 0 ? "Erste Zeile\nzweite Zeile, mit \"Zitat\"" : "schuldet 5 € – bezahlt",
            $"{Prefix}-{number}",
            i % 8 == 0 ? "vip;newsletter" : "",
        ];
    }
}
