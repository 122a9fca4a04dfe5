using System.Globalization;
using System.Text;

namespace CrmContacts.Core.Data.Sql;

/// <summary>A statement in the making. Values never enter the text: <see cref="Arg"/> gives them a parameter.</summary>
internal sealed partial class SqlText
{
    private readonly StringBuilder _text = new(512);

    public List<object?> Args { get; } = [];

    public SqlText Add(string sql)
    {
        _text.Append(sql);
        return this;
    }

    /// <summary>The name of a new parameter with this value.</summary>
    public string Arg(object? value)
    {
        Args.Add(value);
        return ParameterName(Args.Count - 1);
    }

    /// <summary>The text of another statement, to stand inside this one: its parameters follow ours.</summary>
    public string Nest(SqlText other)
    {
        var offset = Args.Count;
        Args.AddRange(other.Args);
        return Parameter().Replace(other.ToString(), match => ParameterName(offset + int.Parse(match.ValueSpan[2..], CultureInfo.InvariantCulture)));
    }

    /// <summary>The same statement with <c>$1</c> for <c>@p0</c> and so on, and how many different ones there are.</summary>
    public static (string Sql, int Parameters) ByNumber(string sql)
    {
        var seen = new HashSet<int>();
        var numbered = Parameter().Replace(sql, match =>
        {
            var index = int.Parse(match.ValueSpan[2..], CultureInfo.InvariantCulture);
            seen.Add(index);
            return string.Create(CultureInfo.InvariantCulture, $"${index + 1}");
        });
        return (numbered, seen.Count);
    }

    [System.Text.RegularExpressions.GeneratedRegex("@p[0-9]+", System.Text.RegularExpressions.RegexOptions.None, 1000)]
    private static partial System.Text.RegularExpressions.Regex Parameter();

    public static string ParameterName(int index) => index < Names.Length ? Names[index] : "@p" + index;

    private static readonly string[] Names = [.. Enumerable.Range(0, 256).Select(i => "@p" + i)];

    public override string ToString() => _text.ToString();
}
