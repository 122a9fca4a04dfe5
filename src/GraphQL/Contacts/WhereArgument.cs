using CrmContacts.GraphQL.Scalars;

namespace CrmContacts.GraphQL.Contacts;

/// <summary>A filter argument as Core's parser takes it: nested dictionaries, with enum values by their wire names.</summary>
internal static class WhereArgument
{
    public static IReadOnlyDictionary<string, object?>? Read(object? where) => (IReadOnlyDictionary<string, object?>?)Plain(where);

    private static object? Plain(object? value) => value switch
    {
        IDictionary<string, object?> members => members.ToDictionary(m => m.Key, m => Plain(m.Value), StringComparer.Ordinal),
        string text => text,
        Enum choice => WireNames.Of(choice),
        System.Collections.IEnumerable items => items.Cast<object?>().Select(Plain).ToList(),
        _ => value,
    };
}
