using CrmContacts.Core.Errors;
using CrmContacts.Core.Visibility;
using GraphQL;
using GraphQL.Resolvers;
using GraphQL.Types;
using GraphQLParser.AST;
using Microsoft.Extensions.DependencyInjection;

namespace CrmContacts.GraphQL.Execution;

/// <summary>What a root field has read: its value, what stands beside it, and what is to be written of it.</summary>
internal sealed record Read(object? Value, Relations Relations)
{
    public Read(object? value)
        : this(value, Relations.None)
    {
    }
}

/// <summary>A root field that was read and waits to be written.</summary>
internal sealed record Written(Read Read, Selection Selection)
{
    public void Write(Answer answer)
    {
        answer.Relations = Read.Relations;
        if (Read.Value is IEnumerable<object> many)
            Selection.WriteMany(answer, many);
        else
            Selection.WriteOne(answer, Read.Value);
    }
}

/// <summary>
/// A field of Query or Mutation. It reads everything that is asked below it (a statement for the rows, one for each
/// relation), so that what follows is writing only.
/// </summary>
internal sealed class RootField : FieldType
{
    public RootField(Func<RootContext, Task<Read>> read) => Resolver = new ReadingResolver(read);

    private sealed class ReadingResolver(Func<RootContext, Task<Read>> read) : IFieldResolver
    {
        public async ValueTask<object?> ResolveAsync(IResolveFieldContext context)
        {
            var root = new RootContext(context);
            try
            {
                var done = await read(root);
                return done.Value is null ? null : new Written(done, root.Selection);
            }
            catch (CrmException refusal)
            {
                throw Errors.Refusals.Of(refusal);
            }
        }
    }
}

/// <summary>What a root field may ask of its request.</summary>
internal sealed class RootContext(IResolveFieldContext context)
{
    private Selection? _selection;

    public Viewer Viewer { get; } = ((RequestState)context.UserContext).Viewer;

    public CancellationToken Cancellation => context.CancellationToken;

    /// <summary>What is asked below.</summary>
    public Selection Selection => _selection ??= ((CrmExecution)context.ExecutionContext.ExecutionStrategy).SelectionOf(context);

    public T Service<T>()
        where T : notnull => context.RequestServices!.GetRequiredService<T>();

    /// <summary>The argument, or the default where it is absent or null.</summary>
    public T? Argument<T>(string name) => Given(name) is T value ? value : default;

    /// <summary>Whether the argument was given, null included.</summary>
    public object? Given(string name) => context.Arguments is { } given && given.TryGetValue(name, out var argument) ? argument.Value : null;

    /// <summary>The argument as it stands in the document, for what coercion loses: the order of an object's fields.</summary>
    public GraphQLValue? Literal(string name) => context.FieldAst.Arguments?.Items.Find(a => a.Name == name)?.Value;

    /// <summary>A variable as the client sent it, in its own order.</summary>
    public object? RawVariable(string name) => ((RequestState)context.UserContext).Variables.TryGetValue(name, out var value) ? value : null;

    public GraphQLValue? VariableDefault(string name) =>
        context.Operation.Variables?.Items.Find(v => v.Variable.Name == name)?.DefaultValue;
}
