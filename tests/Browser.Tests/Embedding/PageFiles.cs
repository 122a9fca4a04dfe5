using System.Text.RegularExpressions;
using CrmContacts.Tests.Support.Processes;

namespace CrmContacts.Browser.Tests.Embedding;

/// <summary>The blocks of docs/embedding.md that name a file, and its block of C#: what the page tells its readers to write.</summary>
internal sealed partial class PageFiles
{
    private readonly Dictionary<string, string> _files;

    private PageFiles(string page)
    {
        Text = page;
        _files = Fence().Matches(page).Where(m => m.Groups["name"].Success).ToDictionary(m => m.Groups["name"].Value, m => m.Groups["text"].Value, StringComparer.Ordinal);
    }

    public string Text { get; }

    public static PageFiles Read() => new(File.ReadAllText(Repository.PathOf("docs", "embedding.md")));

    /// <summary>A file of the page, with our server's address where the page says <c>https://pbx.example/crm</c>; null when it has none of that name.</summary>
    public string? Find(string name, Uri server) =>
        _files.TryGetValue(name, out var text)
            ? text.Replace("https://pbx.example/crm", server.GetLeftPart(UriPartial.Authority), StringComparison.Ordinal).Replace("https://pbx.example", server.GetLeftPart(UriPartial.Authority), StringComparison.Ordinal).Replace("/crm/widget", "/widget", StringComparison.Ordinal)
            : null;

    [GeneratedRegex("^```[a-z]+(?: (?<name>[\\w.-]+))?\n(?<text>.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Fence();
}
