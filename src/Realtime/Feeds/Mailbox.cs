using CrmContacts.Realtime.Messages;

namespace CrmContacts.Realtime.Feeds;

/// <summary>What waits for one connection: only the latest state of each thing, so a slow connection costs no more than what there is to know.</summary>
internal sealed class Mailbox
{
    private readonly Dictionary<object, ILetter> _letters = [];

    public void Put(ILetter letter)
    {
        if (!_letters.TryGetValue(letter.Key, out var older))
        {
            _letters[letter.Key] = letter;
            return;
        }

        HubMeter.Replaced(older);
        _letters[letter.Key] = letter.Over(older);
    }

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
