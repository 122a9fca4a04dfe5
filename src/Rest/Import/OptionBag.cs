using CrmContacts.Core.Errors;

namespace CrmContacts.Rest.Import;

/// <summary>The options of a request as they came in, by name; from the query, from form fields or from JSON members.</summary>
internal sealed class OptionBag(IReadOnlySet<string> known)
{
    private readonly Dictionary<string, List<string>> _values = new(StringComparer.Ordinal);

    /// <exception cref="CrmException">There is no such option.</exception>
    public void Add(string name, string value)
    {
        if (!known.Contains(name))
            throw Invalid(name, $"There is no option '{Shown(name)}' here. Known are: {string.Join(", ", known.Order(StringComparer.Ordinal))}.");
        if (!_values.TryGetValue(name, out var values))
            _values[name] = values = [];
        values.Add(value);
    }

    /// <summary>The options that were given a value, in order.</summary>
    public IReadOnlyList<string> Names => [.. _values.Where(v => v.Value.Any(one => one.Length > 0)).Select(v => v.Key).Order(StringComparer.Ordinal)];

    /// <summary>Every value of an option that may be repeated.</summary>
    public IReadOnlyList<string> All(string name) => _values.GetValueOrDefault(name) ?? [];

    /// <summary>The value, or null when it was left out or is blank.</summary>
    /// <exception cref="CrmException">It was given more than once.</exception>
    public string? One(string name)
    {
        var values = All(name);
        if (values.Count > 1)
            throw Invalid(name, $"The option {name} was given {values.Count} times; give it once.");
        // A space or a tab is a delimiter that somebody chose, not a blank.
        return values.Count == 0 || values[0].Length == 0 ? null : values[0];
    }

    public static CrmException Invalid(string name, string message) => new(ErrorCode.OptionInvalid, message, Shown(name));

    /// <summary>What the client sent, short enough to be shown back.</summary>
    public static string Shown(string text) => text.Length <= 64 ? text : text[..63] + "…";
}
