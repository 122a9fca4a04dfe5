using GraphQLParser.AST;

namespace CrmContacts.GraphQL.Execution;

/// <summary>A field below a root field that has arguments of its own, as one operation asks for it.</summary>
/// <param name="ParentType">The type whose values it stands on.</param>
internal sealed record NestedSelection(Type ParentType, WrittenField Field, GraphQLField Node, Selection Below);

/// <summary>What a nested field has read for all its parents at once: a value for each parent's id, and what stands beside those values.</summary>
internal sealed record NestedRead(IReadOnlyDictionary<Guid, object> Values, Relations Relations)
{
    public NestedRead(IReadOnlyDictionary<Guid, object> values)
        : this(values, Relations.None)
    {
    }
}

/// <summary>Reads a nested field for the ids of all its parents; <paramref name="at"/> knows its arguments and what is asked below.</summary>
internal delegate Task<NestedRead> NestedReader(RootContext at, IReadOnlyList<Guid> parents);

/// <summary>Reads the nested fields of a selection, each once, however many parents there are.</summary>
internal static class NestedReading
{
    /// <summary>What stands beside <paramref name="parents"/>, with the nested fields of <typeparamref name="TParent"/> added.</summary>
    public static async Task<Relations> WithNestedAsync<TParent>(this Relations beside, RootContext at, IReadOnlyList<Guid> parents)
    {
        Dictionary<Selection, NestedRead>? read = null;
        foreach (var nested in at.Selection.Nested)
        {
            if (nested.ParentType != typeof(TParent) || parents.Count == 0)
                continue;
            read ??= new(beside.Nested);
            read[nested.Below] = await nested.Field.Read!(at.Below(nested), parents);
        }

        return read is null ? beside : beside with { Nested = read };
    }
}
