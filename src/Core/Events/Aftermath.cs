using CrmContacts.Core.Counts;
using CrmContacts.Core.Data;

namespace CrmContacts.Core.Events;

/// <summary>
/// What a transaction leaves to do at its end: kept counts, applied as its last statements, and what listeners are told once it is
/// committed. Whoever writes adds to it; whoever owns the transaction ends it by <see cref="CrmEvents.CommitAsync"/>, or, where something
/// must stand between the counts and the commit, by <see cref="ApplyAsync"/> and <see cref="CrmEvents.Committed"/>.
/// </summary>
/// <param name="wholesale">Contacts are not named one by one: an import writes them.</param>
internal sealed class Aftermath(bool wholesale = false)
{
    private readonly MoveSums _contacts = new(wholesale);
    private readonly List<Guid> _listsCreated = [];
    private readonly List<Guid> _listsChanged = [];
    private readonly List<Guid> _listsDeleted = [];

    public CountDeltas Counts { get; } = new();

    public ListMoves Lists => new(_listsCreated, _listsChanged, _listsDeleted);

    /// <summary>A contact went from one bucket to another, or stayed in it and changed; null is where nobody sees it.</summary>
    public void Moved(Guid contact, string? from, string? to) => _contacts.Add(contact, from, to);

    /// <summary>Takes out what became of contacts.</summary>
    public IReadOnlyList<BucketMoves> TakeMoves() => _contacts.Take();

    public void ListCreated(Guid list) => _listsCreated.Add(list);

    public void ListChanged(Guid list) => _listsChanged.Add(list);

    public void ListDeleted(Guid list) => _listsDeleted.Add(list);

    public Task ApplyAsync(WriteSession session, CancellationToken cancellation) => Counts.ApplyAsync(session, cancellation);
}
