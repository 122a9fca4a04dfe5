using System.Text.Json;
using GraphQL.Types;
using GraphQLParser.AST;

namespace CrmContacts.GraphQL.Scalars;

/// <summary>A value of whatever type the field that it is about has.</summary>
internal sealed class AnyType : ScalarGraphType
{
    public AnyType()
    {
        Name = "Any";
        Description = "A value whose type depends on the field that it is about: a text, a number, a boolean, a list, or null.";
    }

    public override object? ParseLiteral(GraphQLValue value) => ThrowLiteralConversionError(value);

    public override object? ParseValue(object? value) => value;

    public static void Write(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case null: json.WriteNullValue(); break;
            case string text: json.WriteStringValue(text); break;
            case bool flag: json.WriteBooleanValue(flag); break;
            case int number: json.WriteNumberValue(number); break;
            case long number: json.WriteNumberValue(number); break;
            case decimal number: json.WriteNumberValue(number); break;
            case double number: json.WriteNumberValue(number); break;
            case Guid id: json.WriteStringValue(id); break;
            case DateTimeOffset instant: DateTimeType.Write(json, instant); break;
            case Enum choice: json.WriteStringValue(WireNames.Of(choice)); break;
            case IReadOnlyDictionary<string, object?> members:
                json.WriteStartObject();
                foreach (var (name, member) in members)
                {
                    json.WritePropertyName(name);
                    Write(json, member);
                }

                json.WriteEndObject();
                break;
            case System.Collections.IEnumerable items:
                json.WriteStartArray();
                foreach (var item in items)
                    Write(json, item);
                json.WriteEndArray();
                break;
            default: json.WriteStringValue(Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture)); break;
        }
    }
}
