using System.Text;

namespace CrmContacts.Core.Contacts;

/// <summary>The letter under which a name stands in an alphabet, read from its sort key.</summary>
internal static class Letter
{
    /// <summary>Whatever begins with no letter: digits, signs, an empty last name.</summary>
    public const string None = "#";

    /// <summary>Ideographs are thousands, and stand together.</summary>
    public const string Ideographs = "漢";

    /// <summary>The letter of a key, upper case.</summary>
    public static string Of(ReadOnlySpan<byte> key)
    {
        if (Rune.DecodeFromUtf8(key, out var first, out _) != System.Buffers.OperationStatus.Done || !Rune.IsLetter(first))
            return None;
        return first.Value is >= 0x3400 and <= 0x9FFF or >= 0x20000 ? Ideographs : Rune.ToUpperInvariant(first).ToString();
    }

    /// <summary>What every key of this letter from this one on begins with or is greater than.</summary>
    public static byte[] Start(ReadOnlySpan<byte> key) =>
        key.Length == 0 || key[0] == 0 || Rune.DecodeFromUtf8(key, out _, out var length) != System.Buffers.OperationStatus.Done ? [] : key[..length].ToArray();

    /// <summary>
    /// SQL of the first key that is past the letter of <paramref name="key"/>. A key is UTF-8, so its first byte says how long its
    /// first character is, and 0xFF is greater than whatever may follow it. What stands before 'a' is one letter, and so are ideographs.
    /// </summary>
    public static string Past(string key, Data.Sql.SqlText sql, Data.Sql.Dialect dialect)
    {
        var end = Arg(0xFF);
        var a = Arg((byte)'a');
        var (ideographs, afterIdeographs) = (Arg(0xE3, 0x90, 0x80), Arg(0xEA, 0x80, 0x80));
        return $"CASE WHEN {key} < {a} THEN {a} WHEN {key} < {Arg(0x80)} THEN {First(1)} WHEN {key} < {Arg(0xE0)} THEN {First(2)}"
            + $" WHEN {key} >= {ideographs} AND {key} < {afterIdeographs} THEN {afterIdeographs} WHEN {key} < {Arg(0xF0)} THEN {First(3)}"
            + $" WHEN {key} >= {Arg(0xF0, 0xA0, 0x80, 0x80)} THEN {end} ELSE {First(4)} END";

        string Arg(params byte[] bytes) => sql.Arg(bytes);

        string First(int bytes) => dialect.Bytes($"substr({key}, 1, {bytes}) || {end}");
    }
}
