namespace CrmContacts.Core.Paging;

/// <summary>Where a page stands among the others.</summary>
public interface IPage
{
    /// <summary>The cursor of each item.</summary>
    IReadOnlyList<string> Cursors { get; }

    bool HasNextPage { get; }

    bool HasPreviousPage { get; }
}

/// <summary>A page of things, in a total order, by keyset.</summary>
/// <param name="Total">How many there are in all pages together; null when nobody asked.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, IReadOnlyList<string> Cursors, bool HasNextPage, bool HasPreviousPage, long? Total = null) : IPage
{
    public static readonly Page<T> Empty = new([], [], false, false);
}
