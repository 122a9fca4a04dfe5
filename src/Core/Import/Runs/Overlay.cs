using CrmContacts.Core.Contacts;

namespace CrmContacts.Core.Import.Runs;

/// <summary>
/// The store as the rows so far would have left it: contacts by id, contacts by match key. A run makes one for each batch. A dry
/// run, which writes nothing, keeps one for the whole file: what rows made goes to a file when it is much.
/// </summary>
/// <param name="file">Makes that file; null keeps everything in memory.</param>
/// <param name="mostInMemory">How many contacts are kept without it.</param>
internal sealed class Overlay(Func<OverlayFile>? file = null, int mostInMemory = int.MaxValue) : IDisposable
{
    // As the store says: asked anew for every batch.
    private readonly Dictionary<Guid, LoadedContact> _found = [];
    private readonly Dictionary<MatchKey, Guid[]> _holders = [];

    // As rows left them. A contact that gave up a key is still named under it: its own keys are the truth.
    private readonly Dictionary<Guid, Altered> _altered = [];
    private readonly Dictionary<MatchKey, HashSet<Guid>> _keys = [];

    private readonly Dictionary<Guid, Altered?> _recalled = [];
    private OverlayFile? _file;

    public bool Knows(Guid id) => _found.ContainsKey(id) || Of(id) is not null;

    public bool Knows(MatchKey key) => _holders.ContainsKey(key);

    /// <summary>Made by this run: visible to it.</summary>
    public bool IsMine(Guid id) => Of(id) is { Made: true };

    public LoadedContact? Contact(Guid id) => Of(id)?.Contact ?? _found.GetValueOrDefault(id);

    /// <summary>Who holds a key now: as the store says, less and plus what rows did.</summary>
    public IEnumerable<Guid> Holders(MatchKey key)
    {
        var holders = new HashSet<Guid>(_holders.GetValueOrDefault(key, []));
        holders.RemoveWhere(id => Of(id) is { } altered && !altered.Keys.Contains(key));
        if (_keys.TryGetValue(key, out var added))
            holders.UnionWith(added.Where(id => Of(id)!.Keys.Contains(key)));
        if (_file is not null)
            holders.UnionWith(_file.Holders(key).Where(id => Of(id)!.Keys.Contains(key)));
        return holders;
    }

    /// <summary>What the store says of a key.</summary>
    public void Learn(MatchKey key, IEnumerable<Guid> holders) => _holders.TryAdd(key, [.. holders]);

    public void Learn(LoadedContact contact) => _found.TryAdd(contact.Contact.Id, contact);

    /// <summary>A row made or changed a contact.</summary>
    public void Put(ContactChange change)
    {
        var id = change.After.Id;
        _altered[id] = new Altered(change.Outcome(), change.Keys, change.Before is null || IsMine(id));
        foreach (var key in change.Keys)
        {
            if (!_keys.TryGetValue(key, out var holders))
                _keys[key] = holders = [];
            holders.Add(id);
        }
    }

    /// <summary>Forgets what the store said, and keeps what rows did.</summary>
    public void NextBatch()
    {
        _found.Clear();
        _holders.Clear();
        _recalled.Clear();
        if (_altered.Count < mostInMemory || file is null)
            return;
        _file ??= file();
        _file.Keep(_altered);
        _altered.Clear();
        _keys.Clear();
    }

    private Altered? Of(Guid id)
    {
        if (_altered.TryGetValue(id, out var altered))
            return altered;
        if (_file is null)
            return null;
        return _recalled.TryGetValue(id, out var recalled) ? recalled : _recalled[id] = _file.Find(id);
    }

    public void Dispose() => _file?.Dispose();
}

/// <summary>A contact as rows left it.</summary>
/// <param name="Contact">The contact with what hangs on it.</param>
/// <param name="Keys">The match keys that it has now.</param>
/// <param name="Made">The run made it.</param>
internal sealed record Altered(LoadedContact Contact, IReadOnlyList<MatchKey> Keys, bool Made);
