using System.Text;

namespace CrmContacts.Core.Import.Reading;

/// <summary>
/// Several names in one cell, as our exports write them: parted by semicolons; a name that holds one, or begins with a quote, stands in
/// quotes, with the quotes in it doubled. <c>vip;"Berlin; Mitte"</c> is two names.
/// </summary>
public static class ManyCell
{
    public static string Join(IEnumerable<string> names) => string.Join(';', names.Select(Quoted));

    /// <summary>The names, trimmed; blank ones are none. A quote that is never closed reaches to the end.</summary>
    public static IEnumerable<string> Split(string cell)
    {
        for (var at = 0; at < cell.Length; at++)
        {
            while (at < cell.Length && char.IsWhiteSpace(cell[at]))
                at++;
            var name = at < cell.Length && cell[at] == '"' ? Unquoted(cell, ref at) : Plain(cell, ref at);
            if (name.Length > 0)
                yield return name;
        }
    }

    private static string Quoted(string name) => name.Contains(';') || name.StartsWith('"') ? $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : name;

    private static string Plain(string cell, ref int at)
    {
        var end = cell.IndexOf(';', at);
        if (end < 0)
            end = cell.Length;
        var name = cell[at..end].Trim();
        at = end;
        return name;
    }

    private static string Unquoted(string cell, ref int at)
    {
        var name = new StringBuilder();
        for (at++; at < cell.Length; at++)
        {
            if (cell[at] == '"' && (at + 1 == cell.Length || cell[++at] != '"'))
                break;
            name.Append(cell[at]);
        }

        // What stands between the quote and the next semicolon belongs to the name: somebody wrote it by hand.
        return (name.ToString() + (at < cell.Length && cell[at] != '"' ? Plain(cell, ref at) : "")).Trim();
    }
}
