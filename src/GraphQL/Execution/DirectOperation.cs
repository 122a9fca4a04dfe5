using System.Text.Json;
using CrmContacts.Core.Data;
using CrmContacts.GraphQL.Scalars;
using GraphQL;
using GraphQL.Execution;
using GraphQL.Types;
using GraphQL.Validation;
using GraphQLParser.AST;
using Microsoft.Extensions.DependencyInjection;

namespace CrmContacts.GraphQL.Execution;

/// <summary>A root field that was read directly: the name that it answers to, and what is to be written; null is null.</summary>
internal sealed record DirectField(JsonEncodedText Key, Written? Written);

/// <summary>
/// A query that the engine has validated and executed before, and that is plain enough to be executed without it: root fields only, no
/// directives, scalar variables. The engine walks the whole document twice for each request to find its variables and arguments, which
/// costs more than reading a contact does. Whatever is not as it should be is the engine's again: it knows how to say what is wrong.
/// </summary>
internal sealed class DirectOperation
{
    private sealed record Root(JsonEncodedText Key, RootField Field, GraphQLField Node, Selection Selection, bool Required);

    private sealed record Taken(string Name, GraphQLVariableDefinition Definition, ScalarGraphType Type, bool Required);

    private readonly GraphQLDocument _document;
    private readonly GraphQLOperationDefinition _operation;
    private readonly Root[] _roots;
    private readonly Taken[] _variables;

    private DirectOperation(GraphQLDocument document, GraphQLOperationDefinition operation, Root[] roots, Taken[] variables) =>
        (_document, _operation, _roots, _variables) = (document, operation, roots, variables);

    /// <summary>Null where the engine has to execute it.</summary>
    public static DirectOperation? Of(ISchema schema, GraphQLDocument document, CrmExecution execution)
    {
        var operations = document.Definitions.OfType<GraphQLOperationDefinition>().ToList();
        if (operations is not [{ Operation: OperationType.Query } operation])
            return null;
        var roots = new List<Root>();
        foreach (var selection in operation.SelectionSet.Selections)
        {
            if (selection is not GraphQLField node || schema.Query.GetField(node.Name) is not RootField field || execution.KnownSelection(node) is not { } below)
                return null;
            var name = (node.Alias?.Name ?? node.Name).StringValue;
            roots.Add(new(ValueJson.Name(name), field, node, below, field.ResolvedType is NonNullGraphType));
        }

        var variables = operation.Variables?.Items.Select(v => Variable(schema, v)).ToList() ?? [];
        return roots.DistinctBy(r => r.Key.Value).Count() < roots.Count || variables.Contains(null)
            ? null
            : new(document, operation, [.. roots], [.. variables.OfType<Taken>()]);
    }

    /// <summary>Executes it; null where the engine has to.</summary>
    public async Task<IReadOnlyList<DirectField>?> RunAsync(RequestState state, IServiceProvider services, CancellationToken cancellation)
    {
        if (Coerced(state.Variables) is not { } variables)
            return null;
        var run = new Run(_document, _operation, variables, state, services, cancellation);
        try
        {
            services.GetRequiredService<Snapshot>().Alone = _roots is [{ Selection: { Needs: Relation.None, Nested.Count: 0 } }];
            var contexts = Array.ConvertAll(_roots, root => new RootContext(run, root.Field, root.Node, root.Selection));
            var cost = 0L;
            for (var i = 0; i < _roots.Length; i++)
                cost += RootField.BaseCost + _roots[i].Field.Cost(contexts[i]);
            if (cost > state.MaxCost)
                return null;
            state.Cost = (int)cost;

            var fields = new DirectField[_roots.Length];
            for (var i = 0; i < _roots.Length; i++)
            {
                var read = await _roots[i].Field.ReadAsync(contexts[i]);
                if (read.Value is null && _roots[i].Required)
                    return null;
                fields[i] = new(_roots[i].Key, read.Value is null ? null : new Written(read, _roots[i].Selection));
            }

            state.Began = true;
            return fields;
        }
        catch (Exception) when (!cancellation.IsCancellationRequested)
        {
            // A query changes nothing: the engine asks again, and says what is wrong as it says it always.
            await services.GetRequiredService<Snapshot>().RenewAsync();
            return null;
        }
    }

    private static Taken? Variable(ISchema schema, GraphQLVariableDefinition definition)
    {
        var required = definition.Type is GraphQLNonNullType;
        var named = (definition.Type is GraphQLNonNullType some ? some.Type : definition.Type) as GraphQLNamedType;
        return named is not null && definition.DefaultValue is null && schema.AllTypes[named.Name] is ScalarGraphType type
            ? new(definition.Variable.Name.StringValue, definition, type, required)
            : null;
    }

    private Variables? Coerced(Inputs given)
    {
        if (_variables.Length == 0)
            return Variables.None;
        var variables = new Variables();
        foreach (var wanted in _variables)
        {
            var variable = new Variable(wanted.Name, wanted.Definition);
            if (given.TryGetValue(wanted.Name, out var value))
            {
                try
                {
                    variable.Value = value is null ? null : wanted.Type.ParseValue(value);
                }
                catch (Exception fault) when (fault is InvalidOperationException or FormatException or OverflowException or ArgumentException)
                {
                    return null;
                }

                if (variable.Value is null && (value is not null || wanted.Required))
                    return null;
            }
            else if (wanted.Required)
            {
                return null;
            }

            variables.Add(variable);
        }

        return variables;
    }

    private sealed class Run(GraphQLDocument document, GraphQLOperationDefinition operation, Variables variables, RequestState state, IServiceProvider services, CancellationToken cancellation) : IRun
    {
        private readonly Dictionary<GraphQLField, IDictionary<string, ArgumentValue>?> _arguments = new(ReferenceEqualityComparer.Instance);

        public RequestState State => state;

        public IServiceProvider Services => services;

        public CancellationToken Cancellation => cancellation;

        public GraphQLOperationDefinition Operation => operation;

        public IDictionary<string, ArgumentValue>? ArgumentsOf(FieldType definition, GraphQLField node)
        {
            if (!_arguments.TryGetValue(node, out var arguments))
                _arguments[node] = arguments = ExecutionHelper.GetArguments(definition.Arguments, node.Arguments, variables, document, node, null);
            return arguments;
        }

        public Selection SelectionOf(FieldType definition, GraphQLField node) => throw new InvalidOperationException("A direct run knows its selections.");
    }
}
