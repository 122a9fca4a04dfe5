using System.Text.Json;
using System.Text.Json.Serialization;

namespace CrmContacts.Realtime.Messages;

/// <summary>
/// Our messages write themselves: camelCase, UPPER_CASE enums, nulls shown. So they look the same whatever
/// JSON options a host has set for its own hubs, and we set none that a host would notice.
/// </summary>
internal abstract class LetterConverter<T> : JsonConverter<T>
{
    public sealed override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException($"{typeof(T).Name} goes to clients only.");

    protected static string Upper<TEnum>(TEnum value) where TEnum : struct, Enum => value.ToString().ToUpperInvariant();

    // A rate over no time at all is no number, and JSON has no word for it.
    protected static double? Finite(double? value) => value is { } number && double.IsFinite(number) ? number : null;

    protected static void Number(Utf8JsonWriter writer, ReadOnlySpan<byte> name, long? value)
    {
        if (value is { } number)
            writer.WriteNumber(name, number);
        else
            writer.WriteNull(name);
    }

    protected static void Number(Utf8JsonWriter writer, ReadOnlySpan<byte> name, double? value)
    {
        if (value is { } number)
            writer.WriteNumber(name, number);
        else
            writer.WriteNull(name);
    }

    protected static void Instant(Utf8JsonWriter writer, ReadOnlySpan<byte> name, DateTimeOffset? value)
    {
        if (value is { } instant)
            writer.WriteString(name, instant.UtcDateTime);
        else
            writer.WriteNull(name);
    }
}
