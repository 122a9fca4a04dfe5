using System.Collections.Frozen;
using CrmContacts.Core.Accounts;
using CrmContacts.Core.CustomFields;

namespace CrmContacts.Core.Contacts;

/// <summary>A contact with what hangs on it, as a writer found it.</summary>
internal sealed record LoadedContact(Contact Contact, IReadOnlyList<Guid> Tags, IReadOnlyList<Guid> Lists)
{
    /// <summary>Values of custom fields by the field's id, where the writer asked for them: string, <see cref="decimal"/>, <see cref="DateOnly"/> or <see cref="bool"/>.</summary>
    public IReadOnlyDictionary<Guid, object> Custom { get; init; } = FrozenDictionary<Guid, object>.Empty;
}

/// <summary>One contact that a transaction makes or changes.</summary>
/// <param name="Before">Null when it is new.</param>
/// <param name="After">The whole contact as it will be, version and instants set.</param>
/// <param name="Tags">All its tags as they will be.</param>
/// <param name="AddedLists">Static lists that it joins; it is in none of them yet.</param>
internal sealed record ContactChange(LoadedContact? Before, Contact After, IReadOnlyList<Guid> Tags, IReadOnlyList<Guid> AddedLists)
{
    private IReadOnlyList<MatchKey>? _keys;

    /// <summary>The match keys as they will be.</summary>
    public IReadOnlyList<MatchKey> Keys { get => _keys ??= MatchKeys.Of(After); init => _keys = value; }

    /// <summary>The change without a company that is gone: it may have been deleted while the contact was.</summary>
    public ContactChange Among(IReadOnlyDictionary<Guid, Account> accounts) =>
        After.AccountId is { } id && !accounts.ContainsKey(id) ? this with { After = After with { AccountId = null } } : this;

    /// <summary>Values of custom fields that become other ones; the rest stays.</summary>
    public IReadOnlyList<CustomChange> Custom { get; init; } = [];

    /// <summary>The contact with what hangs on it, as the change leaves it.</summary>
    public LoadedContact Outcome() =>
        new(After, Tags, Before is null ? AddedLists : [.. Before.Lists, .. AddedLists]) { Custom = CustomAfter() };

    private IReadOnlyDictionary<Guid, object> CustomAfter()
    {
        var before = Before?.Custom ?? FrozenDictionary<Guid, object>.Empty;
        if (Custom.Count == 0)
            return before;
        var after = new Dictionary<Guid, object>(before);
        foreach (var change in Custom)
        {
            if (change.After is { } value)
                after[change.Field.Id] = value;
            else
                after.Remove(change.Field.Id);
        }

        return after;
    }

    /// <summary>The values of a new contact with its search tokens behind them, where a run made them ready ahead of the write.</summary>
    public object?[]? Row { get; init; }
}

/// <summary>Who writes: an agent by hand, or a run in the agent's name.</summary>
internal sealed record ChangeAuthor(string AgentId, Guid? Run);
