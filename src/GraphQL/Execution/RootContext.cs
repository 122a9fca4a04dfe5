using CrmContacts.Core.Visibility;
using GraphQL.Types;
using GraphQLParser.AST;
using Microsoft.Extensions.DependencyInjection;

namespace CrmContacts.GraphQL.Execution;

/// <summary>What a field that reads may ask of its request: a root field, or a <see cref="NestedSelection"/> below one.</summary>
internal sealed class RootContext(IRun run, FieldType definition, GraphQLField node, Selection? selection = null)
{
    private Selection? _selection = selection;

    public Viewer Viewer => run.State.Viewer;

    public CancellationToken Cancellation => run.Cancellation;

    public FieldArguments Arguments { get; } = new(run, definition, node);

    /// <summary>What is asked below.</summary>
    public Selection Selection => _selection ??= run.SelectionOf(definition, node);

    public T Service<T>()
        where T : notnull => run.Services.GetRequiredService<T>();

    /// <inheritdoc cref="FieldArguments.Argument"/>
    public T? Argument<T>(string name) => Arguments.Argument<T>(name);

    /// <inheritdoc cref="FieldArguments.Given"/>
    public object? Given(string name) => Arguments.Given(name);

    /// <summary>The same request, seen from a field below.</summary>
    public RootContext Below(NestedSelection nested) => new(run, nested.Field, nested.Node, nested.Below);
}
