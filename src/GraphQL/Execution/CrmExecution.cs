using System.Runtime.CompilerServices;
using CrmContacts.GraphQL.Errors;
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

    public Selection SelectionOf(IExecutionContext run, FieldType definition, GraphQLField field)
    {
        if (run.DirectiveValues is not null)
            return Build((ExecutionContext)run, definition, field);
        if (!_selections.TryGetValue(field, out var selection))
            _selections.AddOrUpdate(field, selection = Build((ExecutionContext)run, definition, field));
        return selection;
    }

    /// <summary>The selection of a field that has been executed before, unless directives make it another each time.</summary>
    public Selection? KnownSelection(GraphQLField field) => _selections.TryGetValue(field, out var selection) ? selection : null;

    public override Task ExecuteNodeTreeAsync(ExecutionContext context, ExecutionNode rootNode)
    {
        Price(context, (RequestState)context.UserContext, (ObjectExecutionNode)rootNode);
        return base.ExecuteNodeTreeAsync(context, rootNode);
    }

    protected override ExecutionNode BuildExecutionNode(ExecutionNode parent, IGraphType graphType, GraphQLField field, FieldType fieldDefinition, int? indexInParentNode = null) =>
        fieldDefinition is RootField
            ? new WrittenNode(parent, graphType, field, fieldDefinition, indexInParentNode)
            : base.BuildExecutionNode(parent, graphType, field, fieldDefinition, indexInParentNode);

    private static void Price(ExecutionContext run, RequestState state, ObjectExecutionNode rootNode)
    {
        var cost = 0L;
        foreach (var node in rootNode.SubFields!)
        {
            if (node.FieldDefinition is RootField root)
                cost += RootField.BaseCost + root.Cost(new(new EngineRun(run), root, node.Field));
        }

        state.Cost = (int)Math.Min(cost, int.MaxValue);
        if (cost > state.MaxCost)
            throw Refusals.TooCostly(state.Cost, state.MaxCost);
        state.Began = true;
    }

    private Selection Build(ExecutionContext run, FieldType definition, GraphQLField field) =>
        SelectionBuilder.Build(definition.ResolvedType!, field, (type, set) => CollectFieldsFrom(run, type, set, null));
}

/// <summary>A root field's place in the answer; its result is a <see cref="Written"/>.</summary>
internal sealed class WrittenNode(ExecutionNode parent, IGraphType graphType, GraphQLField field, FieldType fieldDefinition, int? indexInParentNode)
    : ExecutionNode(parent, graphType, field, fieldDefinition, indexInParentNode)
{
    public override object? ToValue() => Result;
}
