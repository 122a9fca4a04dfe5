using System.Collections.Concurrent;
using Microsoft.Extensions.Options;

namespace CrmContacts.GraphQL.Http;

/// <summary>
/// Valid documents by their text. Two generations: when the young one is full it becomes the old one, and what is asked for
/// from the old one becomes young again. So it is bounded, what is used stays, and nothing is locked.
/// </summary>
internal sealed class DocumentCache(IOptions<CrmGraphQLOptions> options)
{
    private const int LongestText = 16 * 1024;

    private readonly int _most = Math.Max(1, options.Value.CachedDocuments / 2);
    private ConcurrentDictionary<string, CheckedDocument> _young = new(StringComparer.Ordinal);
    private ConcurrentDictionary<string, CheckedDocument> _old = new(StringComparer.Ordinal);
    private int _count;

    public CheckedDocument? Find(string text)
    {
        if (_young.TryGetValue(text, out var document))
            return document;
        if (!_old.TryGetValue(text, out document))
            return null;
        Keep(document);
        return document;
    }

    public void Keep(CheckedDocument document)
    {
        if (document.Text.Length > LongestText || !_young.TryAdd(document.Text, document) || Interlocked.Increment(ref _count) < _most)
            return;
        _old = _young;
        _young = new(StringComparer.Ordinal);
        Volatile.Write(ref _count, 0);
    }
}
