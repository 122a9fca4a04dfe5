using CrmContacts.Core.Filters;

namespace CrmContacts.Core.Lists.Dynamic;

/// <summary>A dynamic list as writers ask it: who is on it.</summary>
/// <param name="Revision">Grows with each change of what is counted; a count of an older one is thrown away.</param>
/// <param name="Counting">It is being counted: what changes meanwhile is kept apart.</param>
/// <param name="Filter">Its filter; one that nobody passes where the stored one cannot be read.</param>
/// <param name="Problem">Why the stored filter cannot be read, or null.</param>
internal sealed record DynamicList(Guid Id, int Revision, bool Counting, Filter Filter, string? Problem)
{
    private readonly Func<PlainFacts, bool> _holds = FilterPredicate.CompilePlain(Filter);

    /// <summary>What of a contact decides, as <see cref="FieldBits"/>.</summary>
    public ulong Asks { get; } = FieldBits.Asked(Filter);

    public bool Has(PlainFacts? contact) => contact is not null && _holds(contact);

    /// <summary>Makes it of what is stored; a filter that cannot be read lets nobody pass, and never takes a write down.</summary>
    public static DynamicList Of(Guid id, int revision, bool counting, string? json)
    {
        var (filter, problem) = StoredFilter.Read(json);
        return new(id, revision, counting, filter, problem);
    }
}
