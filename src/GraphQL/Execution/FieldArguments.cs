using GraphQL.Types;
using GraphQLParser.AST;

namespace CrmContacts.GraphQL.Execution;

/// <summary>The arguments of one field of the operation, coerced, and as they were written.</summary>
internal sealed class FieldArguments(IRun run, FieldType definition, GraphQLField node)
{
    /// <summary>The argument, or the default where it is absent or null.</summary>
    public T? Argument<T>(string name) => Given(name) is T value ? value : default;

    /// <summary>The coerced argument; null where it is absent or null.</summary>
    public object? Given(string name) =>
        run.ArgumentsOf(definition, node) is { } given && given.TryGetValue(name, out var argument) ? argument.Value : null;

    /// <summary>The argument as it stands in the document, for what coercion loses: the order of an object's fields.</summary>
    public GraphQLValue? Literal(string name) => node.Arguments?.Items.Find(a => a.Name == name)?.Value;

    /// <summary>A variable as the client sent it, in its own order.</summary>
    public object? RawVariable(string name) => run.State.Variables.TryGetValue(name, out var value) ? value : null;

    public GraphQLValue? VariableDefault(string name) =>
        run.Operation.Variables?.Items.Find(v => v.Variable.Name == name)?.DefaultValue;
}
