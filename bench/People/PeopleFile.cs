using System.Globalization;
using System.Text;
using CrmContacts.Tests.Support.Csv;

namespace CrmContacts.Bench.People;

/// <summary>A CSV file of people who are all new, from a seeded generator: the same file on every run.</summary>
public static class PeopleFile
{
    private static readonly string[] Header =
    [
        "First Name", "Last Name", "Email", "Phone", "Mobile", "Company", "Job Title", "Department",
        "Status", "Tags", "Notes", "External CRM ID",
    ];

    private static readonly string[] First = ["Anna", "Jörg", "Mary", "Ahmed", "Chloé", "Peter", "Søren", "Li", "José", "Ivana", "Tom", "Zoë"];
    private static readonly string[] Last = ["Müller", "Smith", "Nguyen", "García", "O'Brien", "Kowalski", "Rossi", "Dubois", "Jensen", "Brown"];
    private static readonly string[] Titles = ["Head of Sales", "Buyer", "Engineer", "Assistant", "CEO", "Support Agent"];
    private static readonly string[] Departments = ["Sales", "Purchasing", "Engineering", "Support"];
    private static readonly string[] Tags = ["vip", "newsletter", "partner", "trade-show", "cold"];

    /// <summary>Writes <paramref name="rows"/> people to <paramref name="path"/>.</summary>
    /// <param name="path">The file.</param>
    /// <param name="rows">How many people.</param>
    /// <param name="from">The number of the first; other numbers are other people.</param>
    /// <param name="more">Names of columns that follow, and each person's cells in them.</param>
    /// <param name="later">The same people a year later: everybody has another job, some another number, tag or company.</param>
    public static void Write(string path, int rows, int from = 0, (string[] Header, Func<Random, string[]> Cells)? more = null, bool later = false)
    {
        var random = new Random(20261122 + from);
        using var file = new StreamWriter(path, append: false, new UTF8Encoding(false));
        var line = new StringBuilder();
        CsvText.Append(line, [.. Header, .. more?.Header ?? []], ',');
        for (var i = 0; i < rows; i++)
        {
            CsvText.Append(line, [.. Later(Person(random, from + i), later ? i : null), .. more?.Cells(random) ?? []], ',');
            file.Write(line);
            line.Clear();
        }
    }

    /// <summary>Writes people with long notes to <paramref name="path"/> until it has nearly so many bytes.</summary>
    /// <returns>How many people.</returns>
    public static int WriteBytes(string path, long bytes, int from = 0)
    {
        var random = new Random(20261122 + from);
        using var file = new StreamWriter(path, append: false, new UTF8Encoding(false));
        var line = new StringBuilder();
        CsvText.Append(line, Header, ',');
        var rows = 0;
        for (; file.BaseStream.Position < bytes - 65_536; rows++)
        {
            var person = Person(random, from + rows);
            person[10] = string.Concat(Enumerable.Range(0, 6 + random.Next(12)).Select(_ => $"Called {Of(random, First)} {Of(random, Last)} about \"{Of(random, Titles)}\": {random.Next()}.\n"));
            CsvText.Append(line, person, ',');
            file.Write(line);
            line.Clear();
        }

        return rows;
    }

    private static string[] Person(Random random, int i)
    {
        var number = i.ToString("D7", CultureInfo.InvariantCulture);
        var first = Of(random, First);
        return
        [
            first,
            Of(random, Last) + Suffix(random),
            $"person.{number}@example.com",
            Phone(random),
            random.Next(2) == 0 ? Phone(random) : "",
            $"Company {random.Next(500)}",
            Of(random, Titles),
            Of(random, Departments),
            random.Next(10) switch { < 7 => "active", < 9 => "inactive", _ => "do_not_contact" },
            random.Next(4) == 0 ? Of(random, Tags) : "",
            random.Next(3) == 0 ? $"Met {first} at the fair, \"very\" interested.\nCall again, in spring." : "",
            "B-" + number,
        ];
    }

    private static string[] Later(string[] person, int? i)
    {
        if (i is not { } number)
            return person;
        person[6] = "Senior " + person[6];
        if (number % 5 == 0)
            person[3] = person[3][..^1] + (char)('0' + (person[3][^1] - '0' + 1) % 10);
        if (number % 7 == 0)
            person[9] = "alumni";
        if (number % 11 == 0)
            person[1] += "-Vogel";
        return person;
    }

    // Names repeat as they do among people, but not so much that an order by name is one order of ties.
    private static string Suffix(Random random) => random.Next(3) == 0 ? "" : "-" + (char)('A' + random.Next(26)) + (char)('a' + random.Next(26));

    private static string Phone(Random random) =>
        string.Create(CultureInfo.InvariantCulture, $"+1 212 {random.Next(200, 1000) / 100}{random.Next(20, 99)} {random.Next(10_000):D4}");

    private static string Of(Random random, string[] values) => values[random.Next(values.Length)];
}
