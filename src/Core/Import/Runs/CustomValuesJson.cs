using System.Text.Json;
using System.Text.Json.Serialization;

namespace CrmContacts.Core.Import.Runs;

/// <summary>Values of custom fields by the field's id, each beside a letter for its type: <c>{"…id…":["n",41.5]}</c>.</summary>
internal sealed class CustomValuesJson : JsonConverter<IReadOnlyDictionary<Guid, object>>
{
    public override IReadOnlyDictionary<Guid, object> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var values = new Dictionary<Guid, object>();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var id = Guid.Parse(reader.GetString()!);
            reader.Read();
            reader.Read();
            var type = reader.GetString();
            reader.Read();
            values[id] = type switch
            {
                "n" => reader.GetDecimal(),
                "d" => DateOnly.FromDayNumber(reader.GetInt32()),
                "b" => reader.GetBoolean(),
                _ => reader.GetString()!,
            };
            reader.Read();
        }

        return values;
    }

    public override void Write(Utf8JsonWriter writer, IReadOnlyDictionary<Guid, object> value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        foreach (var (id, one) in value)
        {
            writer.WriteStartArray(id.ToString());
            switch (one)
            {
                case decimal number: writer.WriteStringValue("n"); writer.WriteNumberValue(number); break;
                case DateOnly date: writer.WriteStringValue("d"); writer.WriteNumberValue(date.DayNumber); break;
                case bool flag: writer.WriteStringValue("b"); writer.WriteBooleanValue(flag); break;
                default: writer.WriteStringValue("t"); writer.WriteStringValue((string)one); break;
            }

            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }
}
