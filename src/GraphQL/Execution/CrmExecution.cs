using System.Runtime.CompilerServices;
using GraphQL;
using GraphQL.Execution;
using GraphQL.Types;
using GraphQLParser.AST;
using ExecutionContext = GraphQL.Execution.ExecutionContext;

namespace CrmContacts.GraphQL.Execution;

/// <summary>
/// The engine's serial strategy (one request is one snapshot, and that is one connection), except that below a root field
/// it makes no nodes: <see cref="Selection"/> writes what the root field has read. Introspection goes the engine's way.
/// </summary>
internal sealed class CrmExecution : SerialExecutionStrategy
{
    // A cached document is executed again and again: what it asks below a root field is worked out once, unless a directive makes it depend on variables.
    private readonly ConditionalWeakTable<GraphQLField, Selection> _selections = [];

    public Selection SelectionOf(IResolveFieldContext context)
    {
        var run = (ExecutionContext)context.ExecutionContext;
        if (run.DirectiveValues is not null)
            return Build(run, context.FieldDefinition, context.FieldAst);
        if (!_selections.TryGetValue(context.FieldAst, out var selection))
            _selections.AddOrUpdate(context.FieldAst, selection = Build(run, context.FieldDefinition, context.FieldAst));
        return selection;
    }

    protected override ExecutionNode BuildExecutionNode(ExecutionNode parent, IGraphType graphType, GraphQLField field, FieldType fieldDefinition, int? indexInParentNode = null) =>
        fieldDefinition is RootField
            ? new WrittenNode(parent, graphType, field, fieldDefinition, indexInParentNode)
            : base.BuildExecutionNode(parent, graphType, field, fieldDefinition, indexInParentNode);

    private Selection Build(ExecutionContext run, FieldType definition, GraphQLField field) =>
        SelectionBuilder.Build(definition.ResolvedType!, field, (type, set) => CollectFieldsFrom(run, type, set, null));
}

/// <summary>A root field's place in the answer; its result is a <see cref="Written"/>.</summary>
internal sealed class WrittenNode(ExecutionNode parent, IGraphType graphType, GraphQLField field, FieldType fieldDefinition, int? indexInParentNode)
    : ExecutionNode(parent, graphType, field, fieldDefinition, indexInParentNode)
{
    public override object? ToValue() => Result;
}
