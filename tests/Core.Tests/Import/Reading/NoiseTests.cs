using CrmContacts.Core.Import.Reading;
using CsCheck;

namespace CrmContacts.Core.Tests.Import.Reading;

public class NoiseTests
{
    private static readonly Gen<string> Noise = Gen.OneOf('a', 'b', '"', '"', '"', ',', ',', '\n', '\n', '\r', ' ', 'ü', '\0', 'x').Array[0, 60].Select(chars => "a,b\n" + new string(chars));

    /// <summary>Whatever is in a file: no byte is read twice, none between two rows is lost, and any row is a place to go on from.</summary>
    [Fact]
    public void Any_noise_reads_as_rows_that_follow_each_other() =>
        Gen.Select(Gen.OneOf("utf-8", "windows-1252", "utf-16le", "utf-32le"), Noise, Gen.Int[0, 20]).Sample((encoding, text, stop) =>
        {
            var file = Csv.In(encoding, text);
            var stream = new MemoryStream(file);
            var format = CsvSource.Detect(stream, new(Delimiter: ",", Encoding: encoding));
            var rows = CsvRows.Open(stream, format).Read().ToList();
            var at = format.DataStart;
            foreach (var row in rows)
            {
                if (row.RowNumber != at.Row + 1 || row.ByteStart < at.Byte || row.ByteEnd <= row.ByteStart || row.ByteEnd > file.Length || row.LineNumber < at.Line) return false;
                if (row.Fault is null && row.Cells.Count != format.Columns) return false;
                at = row.After;
            }
            if (CsvRows.Count(stream, format) != rows.Count) return false;
            if (rows.Count == 0) return true;
            var from = rows[stop % rows.Count];
            var rest = CsvRows.Open(stream, format, from.After).Read().ToList();
            return rest.Count == rows.Count - from.RowNumber && rest.Zip(rows.Skip((int)from.RowNumber)).All(pair =>
                pair.First.ByteStart == pair.Second.ByteStart && pair.First.LineNumber == pair.Second.LineNumber && pair.First.Cells.SequenceEqual(pair.Second.Cells));
        }, iter: 5_000, print: t => $"{t.Item1} {t.Item2.Replace("\n", "\\n").Replace("\r", "\\r").Replace("\0", "\\0")} {t.Item3}");
}
