using GraphQL.Types;
using GraphQLParser.AST;

namespace CrmContacts.GraphQL.Scalars;

/// <summary>Ids: the same value here, over REST and in SignalR's messages.</summary>
internal sealed class UuidType : ScalarGraphType
{
    public UuidType()
    {
        Name = "UUID";
        Description = "A UUID in its canonical form, for example `018f2b6e-7c1a-7d3e-9a52-0c7f8a1b2c3d`.";
    }

    public override object? ParseLiteral(GraphQLValue value) => value switch
    {
        GraphQLStringValue text => ParseValue((string)text.Value),
        GraphQLNullValue => null,
        _ => ThrowLiteralConversionError(value),
    };

    public override object? ParseValue(object? value) => value switch
    {
        null => null,
        Guid id => id,
        string text when Guid.TryParse(text, out var id) => id,
        _ => ThrowValueConversionError(value),
    };

    public override object? Serialize(object? value) => value?.ToString();
}
