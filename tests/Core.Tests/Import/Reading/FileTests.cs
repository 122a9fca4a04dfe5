using System.Text.Json;
using CrmContacts.Core.Import.Reading;

namespace CrmContacts.Core.Tests.Import.Reading;

/// <summary>Each file of <c>Files</c> is read exactly as the one beside it says: format, header, every cell, every line number, every fault.</summary>
public class FileTests
{
    private static string Folder => Path.Combine(AppContext.BaseDirectory, "Import", "Reading", "Files");

    public static TheoryData<string> Files() =>
        [.. System.IO.Directory.GetFiles(Folder, "*.csv", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(Folder, f).Replace('\\', '/')).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Files))]
    public void A_file_is_read_as_it_says(string name)
    {
        var file = File.ReadAllBytes(Path.Combine(Folder, name));
        using var json = JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, Path.ChangeExtension(name, ".expected.json"))));
        var expected = json.RootElement;
        var options = Options(expected);
        if (expected.TryGetProperty("refused", out var refused))
        {
            var refusal = Assert.Throws<CsvRefused>(() => Csv.Detect(file, options));
            Assert.Equal(refused.GetProperty("code").GetString(), refusal.Code);
            if (refused.TryGetProperty("line", out var line)) Assert.Equal(line.GetInt64(), refusal.Line);
            if (refused.TryGetProperty("says", out var says)) Assert.Contains(says.GetString()!, refusal.Message, StringComparison.Ordinal);
            return;
        }
        var format = Csv.Detect(file, options);
        Assert.Equal((expected.GetProperty("encoding").GetString(), expected.GetProperty("delimiter").GetString()), (format.Encoding, format.Delimiter));
        Assert.Equal(Texts(expected.GetProperty("headers")), format.Headers);
        var rows = Csv.Rows(file, options);
        Assert.Equal(expected.GetProperty("rows").EnumerateArray().Select(Written), rows.Select(Written));
        Follow(file, format, rows);
    }

    /// <summary>Rows are numbered from 1, lie in the file one behind the other, and each is a place to go on from.</summary>
    private static void Follow(byte[] file, DetectedFormat format, List<CsvRow> rows)
    {
        Assert.Equal(rows.Count, CsvRows.Count(new MemoryStream(file), format));
        Assert.Equal(rows.Count > 0, format.HasRows);
        var at = format.DataStart;
        foreach (var row in rows)
        {
            Assert.Equal(at.Row + 1, row.RowNumber);
            Assert.InRange(row.ByteStart, at.Byte, file.Length);
            Assert.InRange(row.ByteEnd, row.ByteStart + 1, file.Length);
            at = row.After;
            var rest = CsvRows.Open(new MemoryStream(file), format, at).Read().ToList();
            Assert.Equal(rows.Skip((int)row.RowNumber).Select(Written), rest.Select(Written));
        }
    }

    private static FormatOptions Options(JsonElement expected)
    {
        var options = new FormatOptions();
        if (!expected.TryGetProperty("options", out var given)) return options;
        if (given.TryGetProperty("encoding", out var encoding)) options = options with { Encoding = encoding.GetString()! };
        if (given.TryGetProperty("delimiter", out var delimiter)) options = options with { Delimiter = delimiter.GetString()! };
        return given.TryGetProperty("has_header", out var header) ? options with { HasHeader = header.GetString() != "false" } : options;
    }

    /// <summary>The line, the fault with its line, and the cells where they could be told apart.</summary>
    private static string Written(CsvRow row) =>
        $"{row.LineNumber}: {(row.Fault is { } fault ? $"!{fault.Code}@{fault.Line} " : "")}{(row.Fault is { Code: CsvFault.Undecodable } ? "" : JsonSerializer.Serialize(row.Cells))}";

    private static string Written(JsonElement row)
    {
        var fault = row.TryGetProperty("fault", out var code) ? code.GetString() : null;
        return $"{row.GetProperty("line").GetInt64()}: {(fault is null ? "" : $"!{fault}@{row.GetProperty("at").GetInt64()} ")}{(fault == CsvFault.Undecodable ? "" : JsonSerializer.Serialize(Texts(row.GetProperty("cells"))))}";
    }

    private static string[] Texts(JsonElement array) => [.. array.EnumerateArray().Select(text => text.GetString()!)];
}
