using System.Text;

namespace CrmContacts.Core.Data.Sql;

/// <summary>A statement in the making. Values never enter the text: <see cref="Arg"/> gives them a parameter.</summary>
internal sealed class SqlText
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

    public static string ParameterName(int index) => index < Names.Length ? Names[index] : "@p" + index;

    private static readonly string[] Names = [.. Enumerable.Range(0, 256).Select(i => "@p" + i)];

    public override string ToString() => _text.ToString();
}
