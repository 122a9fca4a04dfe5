namespace CrmContacts.GraphQL.Http;

/// <summary>Counts the tokens of a document without making any: a flood is refused before it is parsed.</summary>
internal static class Tokens
{
    /// <summary>At least the number of tokens of <paramref name="text"/>; counting ends past <paramref name="most"/>.</summary>
    public static int Count(ReadOnlySpan<char> text, int most)
    {
        var count = 0;
        var i = 0;
        while (i < text.Length && count <= most)
        {
            var at = text[i];
            if (at is ' ' or ',' or '\t' or '\n' or '\r' or '\uFEFF')
            {
                i++;
            }
            else if (at == '#')
            {
                i = After(text, i, text[i..].IndexOfAny('\n', '\r'));
            }
            else if (at == '"')
            {
                i = AfterString(text, i);
                count++;
            }
            else
            {
                i++;
                if (IsWord(at))
                {
                    while (i < text.Length && IsWord(text[i]))
                        i++;
                }

                count++;
            }
        }

        return count;
    }

    private static bool IsWord(char at) => char.IsAsciiLetterOrDigit(at) || at == '_';

    private static int AfterString(ReadOnlySpan<char> text, int start)
    {
        if (text[start..].StartsWith("\"\"\""))
            return Math.Min(text.Length, After(text, start + 3, text[(start + 3)..].IndexOf("\"\"\"")) + 2);
        var i = start + 1;
        while (i < text.Length && text[i] is not ('"' or '\n'))
            i += text[i] == '\\' ? 2 : 1;
        return Math.Min(i + 1, text.Length);
    }

    private static int After(ReadOnlySpan<char> text, int start, int found) => found < 0 ? text.Length : start + found + 1;
}
