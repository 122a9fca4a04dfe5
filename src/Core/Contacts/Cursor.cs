using System.Buffers.Binary;
using System.Buffers.Text;
using System.Text;

namespace CrmContacts.Core.Contacts;

/// <summary>An opaque place in an order: the order's tag, the sort keys of a row, base64url.</summary>
internal static class Cursor
{
    /// <summary>Several long texts that an order goes by, in their folded spelling.</summary>
    private const int MaxLength = 65_536;

    public static string Encode(int tag, object[] keys)
    {
        using var bytes = new MemoryStream(64);
        using var writer = new BinaryWriter(bytes, Encoding.UTF8);
        writer.Write(tag);
        foreach (var key in keys)
        {
            switch (key)
            {
                case byte[] text:
                    writer.Write((byte)1);
                    writer.Write((ushort)text.Length);
                    writer.Write(text);
                    break;
                case Guid id:
                    writer.Write((byte)2);
                    writer.Write(id.ToByteArray(bigEndian: true));
                    break;
                default:
                    writer.Write((byte)3);
                    writer.Write((long)key);
                    break;
            }
        }

        return Base64Url.EncodeToString(bytes.GetBuffer().AsSpan(0, (int)bytes.Length));
    }

    /// <summary>The keys, or null when it is no cursor of this tag.</summary>
    public static object[]? Decode(string cursor, int tag)
    {
        if (cursor.Length > MaxLength || !Base64Url.IsValid(cursor))
            return null;
        ReadOnlySpan<byte> bytes = Base64Url.DecodeFromChars(cursor);
        if (bytes.Length < 4 || BinaryPrimitives.ReadInt32LittleEndian(bytes) != tag)
            return null;
        bytes = bytes[4..];
        var keys = new List<object>();
        while (bytes.Length > 0)
        {
            var kind = bytes[0];
            bytes = bytes[1..];
            var length = kind switch { 1 when bytes.Length >= 2 => BinaryPrimitives.ReadUInt16LittleEndian(bytes) + 2, 2 => 16, 3 => 8, _ => int.MaxValue };
            if (bytes.Length < length)
                return null;
            keys.Add(kind switch
            {
                1 => bytes[2..length].ToArray(),
                2 => new Guid(bytes[..16], bigEndian: true),
                _ => BinaryPrimitives.ReadInt64LittleEndian(bytes),
            });
            bytes = bytes[length..];
        }

        return [.. keys];
    }
}
