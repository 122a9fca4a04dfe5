using CrmContacts.GraphQL.Execution;
using GraphQLParser.AST;

namespace CrmContacts.GraphQL.Http;

/// <summary>A parsed document within the limits. Once it has been executed it is known to be valid, and is not validated again.</summary>
internal sealed record CheckedDocument(string Text, GraphQLDocument Document)
{
    public bool Valid { get; set; }

    /// <summary>How to execute it without the engine, once it has been executed; null where that cannot be.</summary>
    public DirectOperation? Direct { get; set; }

    /// <summary>The operation that a request means, or null when there is none by that name, or none is named among several.</summary>
    public GraphQLOperationDefinition? Operation(string? name)
    {
        GraphQLOperationDefinition? found = null;
        foreach (var definition in Document.Definitions)
        {
            if (definition is not GraphQLOperationDefinition operation || (name is not null && operation.Name?.Value != name))
                continue;
            if (found is not null)
                return null;
            found = operation;
        }

        return found;
    }
}
