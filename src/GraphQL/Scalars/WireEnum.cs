using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json;
using GraphQL.Types;

namespace CrmContacts.GraphQL.Scalars;

/// <summary>An enum of Core on the wire: SCREAMING_SNAKE names, in the order of declaration.</summary>
internal abstract class WireEnum<TEnum> : EnumerationGraphType
    where TEnum : struct, Enum
{
    protected WireEnum(string description, params (TEnum Value, string Description)[] values)
    {
        Name = typeof(TEnum).Name;
        Description = description;
        foreach (var (value, text) in values)
            Add(WireNames.Of(value), value, text);
    }
}

/// <summary>Wire names of enums: <c>DoNotContact</c> is <c>DO_NOT_CONTACT</c>.</summary>
internal static class WireNames
{
    private static readonly ConcurrentDictionary<Enum, string> Known = new();

    public static string Of(Enum value) => Known.GetOrAdd(value, static v => Spell(v.ToString()));

    private static string Spell(string name)
    {
        var text = new StringBuilder();
        foreach (var letter in name)
        {
            if (char.IsUpper(letter) && text.Length > 0)
                text.Append('_');
            text.Append(char.ToUpper(letter, CultureInfo.InvariantCulture));
        }

        return text.ToString();
    }
}

/// <summary>The same, encoded once: an answer writes them by the thousand.</summary>
internal static class WireNames<TEnum>
    where TEnum : struct, Enum
{
    private static readonly Dictionary<TEnum, JsonEncodedText> Texts =
        Enum.GetValues<TEnum>().ToDictionary(v => v, v => JsonEncodedText.Encode(WireNames.Of(v)));

    public static JsonEncodedText Encoded(TEnum value) => Texts[value];
}
