using CrmContacts.Core.Errors;
using GraphQL;
using GraphQL.Resolvers;
using GraphQL.Types;

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
    /// <summary>What a root field costs before it has any rows; also what one more relation costs.</summary>
    public const int BaseCost = 10;

    public RootField(Func<RootContext, Task<Read>> read)
    {
        ReadAsync = read;
        Resolver = new ReadingResolver(read);
    }

    /// <summary>Reads what is asked.</summary>
    public Func<RootContext, Task<Read>> ReadAsync { get; }

    /// <summary>What the field will cost by the values that were given, on top of <see cref="BaseCost"/>.</summary>
    public Func<RootContext, long> Cost { get; init; } = _ => 0;

    private sealed class ReadingResolver(Func<RootContext, Task<Read>> read) : IFieldResolver
    {
        public async ValueTask<object?> ResolveAsync(IResolveFieldContext context)
        {
            var root = new RootContext(new EngineRun(context.ExecutionContext), context.FieldDefinition, context.FieldAst);
            try
            {
                var done = await read(root);
                return done.Value is null ? null : new Written(done, root.Selection);
            }
            catch (CrmException refusal)
            {
                throw Errors.Refusals.Of(refusal);
            }
            catch (Exception fault) when (StoreFaults.Explain(fault) is { } passing)
            {
                throw Errors.Refusals.Of(passing);
            }
        }
    }
}
