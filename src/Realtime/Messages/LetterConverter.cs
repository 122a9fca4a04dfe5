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
}
