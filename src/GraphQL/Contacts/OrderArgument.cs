using System.Collections;
using CrmContacts.Core.Contacts;
using CrmContacts.GraphQL.Execution;
using GraphQLParser.AST;

namespace CrmContacts.GraphQL.Contacts;

/// <summary>
/// The order that was asked for. Several fields of one object apply as they are written, which the engine's coerced
/// dictionaries forget (they stand in the order of the type): the order is taken from the document, or from the variable as it was sent.
/// </summary>
internal static class OrderArgument
{
    public static IReadOnlyList<ContactSort> Read(FieldArguments arguments) =>
        [.. Names(arguments).Select(o => ContactFields.Find(o.Name) is { } field ? new ContactSort(field, o.Descending) : null).OfType<ContactSort>()];

    /// <summary>The fields of the order by name, as they were written.</summary>
    public static IReadOnlyList<(string Name, bool Descending)> Names(FieldArguments arguments)
    {
        if (arguments.Given("order") is not IEnumerable items)
            return [];

        var written = Written(arguments, arguments.Literal("order"));
        var order = new List<(string, bool)>();
        var i = 0;
        foreach (var item in items)
        {
            if (item is not IDictionary<string, object?> given)
                continue;
            var names = i < written.Count ? written[i] : [];
            i++;
            foreach (var name in names.Where(given.ContainsKey).Concat(given.Keys).Distinct(StringComparer.Ordinal))
            {
                if (given[name] is bool descending)
                    order.Add((name, descending));
            }
        }

        return order;
    }

    private static List<IReadOnlyList<string>> Written(FieldArguments arguments, GraphQLValue? value) => value switch
    {
        GraphQLVariable variable when arguments.RawVariable(variable.Name.StringValue) is { } raw => OfRaw(raw),
        GraphQLVariable variable => Written(arguments, arguments.VariableDefault(variable.Name.StringValue)),
        GraphQLListValue list => [.. (list.Values ?? []).SelectMany(item => Written(arguments, item))],
        GraphQLObjectValue members => [(members.Fields ?? []).ConvertAll(f => f.Name.StringValue)],
        _ => [],
    };

    private static List<IReadOnlyList<string>> OfRaw(object raw) => raw switch
    {
        IDictionary<string, object?> members => [[.. members.Keys]],
        string => [],
        IEnumerable items => [.. items.OfType<object>().SelectMany(OfRaw)],
        _ => [],
    };
}
