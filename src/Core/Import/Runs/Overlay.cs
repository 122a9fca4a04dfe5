using CrmContacts.Core.Contacts;

namespace CrmContacts.Core.Import.Runs;

/// <summary>
/// The store as the rows so far would have left it: contacts by id, contacts by match key. A run keeps one for a batch, a
/// dry run one for the whole file, since it writes nothing.
/// </summary>
internal sealed class Overlay
{
    private readonly Dictionary<Guid, LoadedContact> _contacts = [];
    private readonly Dictionary<MatchKey, Guid[]> _stored = [];
    private readonly Dictionary<MatchKey, HashSet<Guid>> _added = [];
    private readonly HashSet<(MatchKey, Guid)> _removed = [];
    private readonly HashSet<Guid> _mine = [];

    public bool Knows(Guid id) => _contacts.ContainsKey(id);

    public bool Knows(MatchKey key) => _stored.ContainsKey(key);

    /// <summary>Made by this run: visible to it.</summary>
    public bool IsMine(Guid id) => _mine.Contains(id);

    public LoadedContact? Contact(Guid id) => _contacts.GetValueOrDefault(id);

    /// <summary>Who holds a key now: as the store says, less and plus what rows did.</summary>
    public IEnumerable<Guid> Holders(MatchKey key)
    {
        var stored = _stored.TryGetValue(key, out var ids) ? ids.Where(id => !_removed.Contains((key, id))) : [];
        return _added.TryGetValue(key, out var added) ? stored.Union(added) : stored;
    }

    /// <summary>What the store says of a key.</summary>
    public void Learn(MatchKey key, IEnumerable<Guid> holders) => _stored.TryAdd(key, [.. holders]);

    public void Learn(LoadedContact contact) => _contacts.TryAdd(contact.Contact.Id, contact);

    /// <summary>A row made or changed a contact.</summary>
    public void Put(ContactChange change)
    {
        var id = change.After.Id;
        if (change.Before is null)
            _mine.Add(id);
        else
        {
            foreach (var key in MatchKeys.Of(change.Before.Contact))
            {
                _removed.Add((key, id));
                if (_added.TryGetValue(key, out var holders))
                    holders.Remove(id);
            }
        }

        foreach (var key in change.Keys)
        {
            if (!_added.TryGetValue(key, out var holders))
                _added[key] = holders = [];
            holders.Add(id);
        }

        _contacts[id] = change.Outcome();
    }
}
