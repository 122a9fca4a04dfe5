using System.Text;
using GraphQL;
using GraphQLParser.AST;
using GraphQLParser.Visitors;

namespace CrmContacts.GraphQL;

/// <summary>The schema as text: types sorted by kind and name, fields in the order of the API.</summary>
public static class SchemaText
{
    private static readonly Lazy<string> Text = new(() => Print(new CrmSchema()));

    /// <summary>The SDL of the schema, ending in a newline.</summary>
    public static string Sdl => Text.Value;

    private static string Print(CrmSchema schema)
    {
        var document = schema.ToAST();
        document.Definitions =
        [
            .. document.Definitions
                .Where(d => d is not GraphQLDirectiveDefinition)
                .OrderBy(Kind)
                .ThenBy(d => ((INamedNode)d).Name.StringValue, StringComparer.Ordinal),
        ];
        var text = new StringBuilder("schema {\n  query: Query\n  mutation: Mutation\n}\n\n");
        using var writer = new StringWriter(text) { NewLine = "\n" };
#pragma warning disable RS0030 // The printer is synchronous beneath: there is nothing to wait for.
        new SDLPrinter(new SDLPrinterOptions { PrintComments = false }).PrintAsync(document, writer).AsTask().GetAwaiter().GetResult();
#pragma warning restore RS0030
        return text.Replace("\r\n", "\n").ToString().TrimEnd() + "\n";
    }

    private static int Kind(ASTNode definition) => definition switch
    {
        GraphQLInterfaceTypeDefinition => 0,
        GraphQLObjectTypeDefinition => 1,
        GraphQLUnionTypeDefinition => 2,
        GraphQLInputObjectTypeDefinition => 3,
        GraphQLEnumTypeDefinition => 4,
        _ => 5,
    };
}
