using CrmContacts.Realtime.Messages;

namespace CrmContacts.Realtime.Feeds;

/// <summary>What waits for one connection: only the latest state of each thing, so a slow connection costs no more than what there is to know.</summary>
internal sealed class Mailbox
{
    private readonly Dictionary<object, ILetter> _letters = [];

    public void Put(ILetter letter) =>
        _letters[letter.Key] = _letters.TryGetValue(letter.Key, out var older) ? letter.Over(older) : letter;

    /// <summary>Takes one letter out, or null when none waits.</summary>
    public ILetter? Take()
    {
        foreach (var (key, letter) in _letters)
        {
            _letters.Remove(key);
            return letter;
        }

        return null;
    }
}
