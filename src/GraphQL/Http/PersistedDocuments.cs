using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using CrmContacts.GraphQL.Errors;
using GraphQL;

namespace CrmContacts.GraphQL.Http;

/// <summary>The documents that the server knows by id: the widget's, which its build embeds here, and the host's.</summary>
internal sealed partial class PersistedDocuments
{
    private readonly Dictionary<string, string> _byId;
    private readonly HashSet<string> _texts;
    private readonly bool _only;

    public PersistedDocuments(CrmGraphQLOptions options)
    {
        _only = options.PersistedDocumentsOnly;
        _byId = Widgets();
        foreach (var text in options.PersistedDocuments)
            _byId[Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))] = text;
        _texts = _byId.Values.Select(Tight).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>The text of the document that a request means.</summary>
    /// <exception cref="ExecutionError">The id is not known, or the text is not and others are not taken.</exception>
    public string TextOf(GraphQLRequest request)
    {
        if (request.Query is not { } text)
            return _byId.GetValueOrDefault(request.Id!) ?? throw Refusals.Of(WireCodes.PersistedUnknown, "No document is known by this id.");
        // A bundler may have moved white space about.
        return !_only || _texts.Contains(Tight(text)) ? text : throw Refusals.Of(WireCodes.PersistedOnly, "Only persisted documents are taken here.");
    }

    private static Dictionary<string, string> Widgets()
    {
        using var manifest = typeof(PersistedDocuments).Assembly.GetManifestResourceStream("persisted-documents.json")!;
        return JsonSerializer.Deserialize<Dictionary<string, string>>(manifest)!;
    }

    private static string Tight(string text) => Spaces().Replace(text, " ").Trim();

    [GeneratedRegex(@"\s+", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Spaces();
}
