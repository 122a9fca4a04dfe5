using System.Collections.Concurrent;
using System.Text;

namespace CrmContacts.Core.Contacts;

/// <summary>Enum values as they are written on the wire: <c>DoNotContact</c> is <c>DO_NOT_CONTACT</c>.</summary>
public static class WireNames
{
    private static readonly ConcurrentDictionary<Type, Dictionary<string, Enum>> Parsed = new();
    private static readonly ConcurrentDictionary<Enum, string> Written = new();

    public static string Of(Enum value) => Written.GetOrAdd(value, v => Snake(v.ToString()));

    /// <summary>The value that <paramref name="name"/> names, or null.</summary>
    public static Enum? Parse(Type type, string name) =>
        Parsed.GetOrAdd(type, t => Enum.GetValues(t).Cast<Enum>().ToDictionary(Of, StringComparer.Ordinal)).GetValueOrDefault(name);

    private static string Snake(string name)
    {
        var text = new StringBuilder(name.Length + 4);
        for (var i = 0; i < name.Length; i++)
        {
            if (i > 0 && char.IsUpper(name[i]))
                text.Append('_');
            text.Append(char.ToUpperInvariant(name[i]));
        }

        return text.ToString();
    }
}
