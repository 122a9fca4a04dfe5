using System.Text.Encodings.Web;
using System.Text.Json;

namespace CrmContacts.GraphQL.Scalars;

/// <summary>How JSON is written here: an answer is never part of a page, so letters stay letters.</summary>
internal static class ValueJson
{
    public static readonly JavaScriptEncoder Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;

    public static readonly JsonWriterOptions Options = new() { Encoder = Encoder, SkipValidation = true };

    public static JsonEncodedText Name(string name) => JsonEncodedText.Encode(name, Encoder);

    public static void Write(Utf8JsonWriter json, Guid? id)
    {
        if (id is { } given)
            json.WriteStringValue(given);
        else
            json.WriteNullValue();
    }

    public static void Write(Utf8JsonWriter json, IEnumerable<Guid> ids)
    {
        json.WriteStartArray();
        foreach (var id in ids)
            json.WriteStringValue(id);
        json.WriteEndArray();
    }
}
