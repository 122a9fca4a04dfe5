using CrmContacts.Core.Contacts;

namespace CrmContacts.GraphQL.Execution;

/// <summary>The <c>input</c> of a mutation, field by field.</summary>
internal sealed class InputObject(IDictionary<string, object?> members)
{
    public static InputObject Of(RootContext root) => new((IDictionary<string, object?>)root.Given("input")!);

    public T? Get<T>(string name) => members.TryGetValue(name, out var value) && value is T given ? given : default;

    /// <summary>A list of values; empty where it is absent or null.</summary>
    public IReadOnlyList<T> Many<T>(string name) => Get<System.Collections.IEnumerable>(name)?.Cast<T>().ToList() ?? [];

    public bool Has(string name) => members.TryGetValue(name, out var value) && value is not null;

    /// <summary>A text that may be absent, which is another thing than null.</summary>
    public Optional<string> Text(string name) => members.TryGetValue(name, out var value) ? new(true, (string?)value) : default;

    public bool IsSet(string name) => members.ContainsKey(name);

    public object? this[string name] => members.TryGetValue(name, out var value) ? value : null;
}
