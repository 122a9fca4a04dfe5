using CrmContacts.Core.Visibility;
using GraphQL.Execution;
using GraphQL.Types;
using GraphQLParser.AST;
using Microsoft.Extensions.DependencyInjection;

namespace CrmContacts.GraphQL.Execution;

/// <summary>What a root field may ask of its request.</summary>
internal sealed class RootContext(IExecutionContext run, FieldType definition, GraphQLField node)
{
    private Selection? _selection;

    private RequestState State => (RequestState)run.UserContext;

    public Viewer Viewer => State.Viewer;

    public CancellationToken Cancellation => run.CancellationToken;

    /// <summary>What is asked below.</summary>
    public Selection Selection => _selection ??= ((CrmExecution)run.ExecutionStrategy).SelectionOf(run, definition, node);

    public T Service<T>()
        where T : notnull => run.RequestServices!.GetRequiredService<T>();

    /// <summary>The argument, or the default where it is absent or null.</summary>
    public T? Argument<T>(string name) => Given(name) is T value ? value : default;

    /// <summary>The coerced argument; null where it is absent or null.</summary>
    public object? Given(string name) =>
        run.ArgumentValues is { } all && all.TryGetValue(node, out var given) && given.TryGetValue(name, out var argument) ? argument.Value : null;

    /// <summary>The argument as it stands in the document, for what coercion loses: the order of an object's fields.</summary>
    public GraphQLValue? Literal(string name) => node.Arguments?.Items.Find(a => a.Name == name)?.Value;

    /// <summary>A variable as the client sent it, in its own order.</summary>
    public object? RawVariable(string name) => State.Variables.TryGetValue(name, out var value) ? value : null;

    public GraphQLValue? VariableDefault(string name) =>
        run.Operation.Variables?.Items.Find(v => v.Variable.Name == name)?.DefaultValue;
}
