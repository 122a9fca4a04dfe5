using CrmContacts.GraphQL.Errors;
using GraphQL;
using GraphQL.Execution;
using GraphQLParser;
using GraphQLParser.AST;
using GraphQLParser.Exceptions;

namespace CrmContacts.GraphQL.Http;

/// <summary>
/// Reads a document as far as it is within the limits: tokens before it is parsed, depth while it is, and then, before any rule of
/// validation compares fields with fields, how many fields there are with every fragment spread, how many directives, and what introspection asks.
/// </summary>
internal sealed class DocumentLimits(CrmGraphQLOptions options, bool introspection)
{
    // GraphiQL's own query has each of them once on a path; a path with one of them twice multiplies without end.
    private static readonly string[] Multiplying = ["fields", "inputFields", "interfaces", "possibleTypes"];

    /// <exception cref="ExecutionError">It cannot be parsed, or is past a limit.</exception>
    public CheckedDocument Read(string text)
    {
        if (Tokens.Count(text, options.MaxTokens) > options.MaxTokens)
            throw Refusals.Of(WireCodes.Syntax, $"The document has more than {options.MaxTokens} tokens.");

        var document = Parse(text);
        foreach (var definition in document.Definitions)
        {
            if (definition is not GraphQLExecutableDefinition executable)
                throw Refusals.Of(WireCodes.Validation, "A document holds operations and fragments, nothing else.");
            new Measure(document, options, introspection).Take(executable);
        }

        return new(text, document);
    }

    private GraphQLDocument Parse(string text)
    {
        try
        {
            return Parser.Parse(text, new ParserOptions { Ignore = IgnoreOptions.Comments, MaxDepth = options.MaxDepth });
        }
        catch (GraphQLMaxDepthExceededException)
        {
            throw Refusals.Of(WireCodes.Syntax, "The document is nested too deep.");
        }
        catch (GraphQLSyntaxErrorException fault)
        {
            throw new SyntaxError(fault);
        }
    }

    private sealed class Measure(GraphQLDocument document, CrmGraphQLOptions options, bool introspection)
    {
        private readonly HashSet<string> _open = new(StringComparer.Ordinal);
        private int _fields;
        private int _aliases;
        private int _directives;

        public void Take(GraphQLExecutableDefinition definition)
        {
            Directives(definition.Directives);
            Take(definition.SelectionSet, 0);
        }

        private void Take(GraphQLSelectionSet? set, int introspected)
        {
            foreach (var selection in set?.Selections ?? [])
            {
                Directives(((IHasDirectivesNode)selection).Directives);
                switch (selection)
                {
                    case GraphQLField field:
                        if (++_fields > options.MaxFields)
                            throw Refusals.Of(WireCodes.Cost, $"The operation asks for more than {options.MaxFields} fields.");
                        if (field.Alias is not null && ++_aliases > options.MaxAliases)
                            throw Refusals.Of(WireCodes.Cost, $"The operation has more than {options.MaxAliases} aliases.");
                        Take(field.SelectionSet, Introspected(field.Name.StringValue, introspected));
                        break;
                    case GraphQLInlineFragment inline:
                        Take(inline.SelectionSet, introspected);
                        break;
                    case GraphQLFragmentSpread spread:
                        Take(spread.FragmentName.Name.StringValue, introspected);
                        break;
                }
            }
        }

        // A fragment inside itself ends here; validation says what is wrong with it.
        private void Take(string fragment, int introspected)
        {
            if (++_fields > options.MaxFields)
                throw Refusals.Of(WireCodes.Cost, $"The operation asks for more than {options.MaxFields} fields.");
            if (document.FindFragmentDefinition(fragment) is not { } definition || !_open.Add(fragment))
                return;
            Directives(definition.Directives);
            Take(definition.SelectionSet, introspected);
            _open.Remove(fragment);
        }

        private void Directives(GraphQLDirectives? directives)
        {
            _directives += directives?.Count ?? 0;
            if (_directives > options.MaxDirectives)
                throw Refusals.Of(WireCodes.Cost, $"The document has more than {options.MaxDirectives} directives.");
        }

        private int Introspected(string name, int before)
        {
            if (name is "__schema" or "__type")
                return introspection ? 1 : throw Refusals.Of(WireCodes.Introspection, "Introspection is not allowed here.");
            var at = Array.IndexOf(Multiplying, name);
            if (before == 0 || at < 0)
                return before;
            var mark = 2 << at;
            return (before & mark) == 0 ? before | mark : throw Refusals.Of(WireCodes.Cost, "Introspection is nested too deep.");
        }
    }
}
