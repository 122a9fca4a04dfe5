using CrmContacts.Core.Visibility;
using GraphQL.Execution;
using GraphQL.Types;
using GraphQLParser.AST;
using Microsoft.Extensions.DependencyInjection;

namespace CrmContacts.GraphQL.Execution;

/// <summary>What a field that reads may ask of its request: a root field, or a <see cref="NestedSelection"/> below one.</summary>
internal sealed class RootContext(IExecutionContext run, FieldType definition, GraphQLField node, Selection? selection = null)
{
    private Selection? _selection = selection;

    public Viewer Viewer => ((RequestState)run.UserContext).Viewer;

    public CancellationToken Cancellation => run.CancellationToken;

    public FieldArguments Arguments { get; } = new(run, node);

    /// <summary>What is asked below.</summary>
    public Selection Selection => _selection ??= ((CrmExecution)run.ExecutionStrategy).SelectionOf(run, definition, node);

    public T Service<T>()
        where T : notnull => run.RequestServices!.GetRequiredService<T>();

    /// <inheritdoc cref="FieldArguments.Argument"/>
    public T? Argument<T>(string name) => Arguments.Argument<T>(name);

    /// <inheritdoc cref="FieldArguments.Given"/>
    public object? Given(string name) => Arguments.Given(name);

    /// <summary>The same request, seen from a field below.</summary>
    public RootContext Below(NestedSelection nested) => new(run, nested.Field, nested.Node, nested.Below);
}
