using System.Text.Json;

namespace CrmContacts.Realtime.Messages;

/// <summary>A letter to many connections: its payload is written once, however many are told it.</summary>
public abstract class OnceLetter
{
    private byte[]? _json;

    internal ReadOnlySpan<byte> Json => _json ??= Written();

    private protected abstract void Write(Utf8JsonWriter writer);

    private byte[] Written()
    {
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes))
        {
            writer.WriteStartObject();
            Write(writer);
            writer.WriteEndObject();
        }

        return bytes.ToArray();
    }

    private protected static void Ids(Utf8JsonWriter writer, ReadOnlySpan<byte> name, IReadOnlyList<Guid> ids)
    {
        writer.WriteStartArray(name);
        foreach (var id in ids)
            writer.WriteStringValue(id);
        writer.WriteEndArray();
    }
}

internal sealed class OnceConverter<T> : LetterConverter<T>
    where T : OnceLetter
{
    // Our own bytes: there is nothing to validate again.
    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
        writer.WriteRawValue(value.Json, skipInputValidation: true);
}
