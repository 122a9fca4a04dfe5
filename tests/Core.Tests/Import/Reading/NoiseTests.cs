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

    /// <summary>Bytes that are no text in any encoding: places stay exact all the same, and a row is a place to go on from.</summary>
    [Fact]
    public void Any_bytes_in_any_encoding_read_as_rows_that_follow_each_other() =>
        Gen.Select(
            Gen.OneOf("utf-8", "utf-16le", "utf-16be", "utf-32le", "windows-1252", "windows-1250", "iso-8859-7", "shift_jis", "gb18030", "gb2312", "euc-jp", "big5", "ks_c_5601-1987", "euc-kr"),
            Gen.OneOf<byte>(Gen.Byte, Gen.OneOf<byte>((byte)',', (byte)'\n', (byte)'\r', (byte)'"', 0x81, 0x8E, 0x8F, 0xA1, 0xE3, 0x30, 0x40, 0x5C, 0)).Array[0, 80],
            Gen.Int[0, 20]).Sample((encoding, noise, stop) =>
        {
            byte[] file = [.. Csv.In(encoding, "a,b\n"), .. noise];
            var stream = new MemoryStream(file);
            var format = CsvSource.Detect(stream, new(Delimiter: ",", Encoding: encoding));
            var rows = CsvRows.Open(stream, format).Read().ToList();
            var at = format.DataStart;
            foreach (var row in rows)
            {
                if (row.RowNumber != at.Row + 1 || row.ByteStart < at.Byte || row.ByteEnd <= row.ByteStart || row.ByteEnd > file.Length) return false;
                if (row.Fault is null && row.Cells.Any(cell => cell.Contains('\uFFFD') && !encoding.StartsWith("utf", StringComparison.Ordinal) && encoding != "gb18030")) return false;
                at = row.After;
            }
            if (rows.Count == 0) return true;
            var from = rows[stop % rows.Count];
            var rest = CsvRows.Open(stream, format, from.After).Read().ToList();
            return rest.Count == rows.Count - from.RowNumber && rest.Zip(rows.Skip((int)from.RowNumber)).All(pair => pair.First.ByteStart == pair.Second.ByteStart && pair.First.Cells.SequenceEqual(pair.Second.Cells));
        }, iter: 5_000, print: t => $"{t.Item1} {Convert.ToHexString(t.Item2)} {t.Item3}");
}
