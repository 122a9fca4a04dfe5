using GraphQL.Execution;
using GraphQL.Types;
using GraphQLParser.AST;

namespace CrmContacts.GraphQL.Execution;

/// <summary>What reading asks of the request that it is part of, whichever way it is executed: by the engine, or directly.</summary>
internal interface IRun
{
    RequestState State { get; }

    IServiceProvider Services { get; }

    CancellationToken Cancellation { get; }

    GraphQLOperationDefinition Operation { get; }

    /// <summary>The coerced arguments of a field; null where it has none.</summary>
    IDictionary<string, ArgumentValue>? ArgumentsOf(FieldType definition, GraphQLField node);

    /// <summary>What is asked below a root field.</summary>
    Selection SelectionOf(FieldType definition, GraphQLField node);
}

/// <summary>A request that the engine executes.</summary>
internal sealed class EngineRun(IExecutionContext context) : IRun
{
    public RequestState State => (RequestState)context.UserContext;

    public IServiceProvider Services => context.RequestServices!;

    public CancellationToken Cancellation => context.CancellationToken;

    public GraphQLOperationDefinition Operation => context.Operation;

    public IDictionary<string, ArgumentValue>? ArgumentsOf(FieldType definition, GraphQLField node) =>
        context.ArgumentValues is { } all && all.TryGetValue(node, out var given) ? given : null;

    public Selection SelectionOf(FieldType definition, GraphQLField node) => ((CrmExecution)context.ExecutionStrategy).SelectionOf(context, definition, node);
}
