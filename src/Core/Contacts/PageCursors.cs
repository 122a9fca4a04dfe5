using System.Collections;

namespace CrmContacts.Core.Contacts;

/// <summary>Cursors are made when they are asked for: most pages need the last one only.</summary>
internal sealed class PageCursors(int tag, IReadOnlyList<object[]> keys) : IReadOnlyList<string>
{
    public string this[int index] => Cursor.Encode(tag, keys[index]);

    public int Count => keys.Count;

    public IEnumerator<string> GetEnumerator() => keys.Select(k => Cursor.Encode(tag, k)).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
