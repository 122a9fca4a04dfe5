using CrmContacts.Core.Contacts;
using CrmContacts.GraphQL.Scalars;
using GraphQL;
using GraphQL.Types;
using GraphQLParser.AST;

namespace CrmContacts.GraphQL.Execution;

/// <summary>Flattens what an operation asks below a root field.</summary>
internal static class SelectionBuilder
{
    /// <param name="collect">Collects the fields of a selection set for one object type: fragments spread, duplicates merged, directives applied.</param>
    public static Selection Build(IGraphType type, GraphQLField field, Func<IObjectGraphType, GraphQLSelectionSet, Dictionary<string, (GraphQLField Field, FieldType Type)>> collect)
    {
        if (field.SelectionSet is not { } below)
            return Selection.Empty;

        return type.GetNamedType() switch
        {
            IWrittenType written => OfObject(written, below, collect),
            IAbstractGraphType any => new Selection(any.PossibleTypes.Cast<IWrittenType>().ToDictionary(t => t.SourceType, t => OfObject(t, below, collect))),
            _ => Selection.Empty,
        };
    }

    private static Selection OfObject(IObjectGraphType type, GraphQLSelectionSet set, Func<IObjectGraphType, GraphQLSelectionSet, Dictionary<string, (GraphQLField Field, FieldType Type)>> collect)
    {
        var collected = collect(type, set);
        var fields = new SelectedField[collected.Count];
        var reads = new HashSet<ContactField>();
        var needs = Relation.None;
        var nested = new List<NestedSelection>();
        var i = 0;
        foreach (var (name, (field, definition)) in collected)
        {
            var key = ValueJson.Name(name);
            if (definition is WrittenField written)
            {
                var below = Build(written.ResolvedType!, field, collect);
                reads.UnionWith(written.Reads);
                needs |= written.Needs;
                NestedSelection? own = null;
                if (written.Read is not null)
                {
                    // It reads for itself what is asked below it.
                    own = new(((IWrittenType)type).SourceType, written, field, below);
                    nested.Add(own);
                }
                else
                {
                    reads.UnionWith(below.Reads);
                    needs |= below.Needs;
                    nested.AddRange(below.Nested);
                }

                fields[i++] = new(written.Name, key, written.Write, below, default) { Nested = own };
            }
            else
            {
                fields[i++] = new("__typename", key, null, Selection.Empty, ValueJson.Name(type.Name));
            }
        }

        return new(fields, reads, needs, nested);
    }
}
