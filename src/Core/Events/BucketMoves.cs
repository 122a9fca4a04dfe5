namespace CrmContacts.Core.Events;

/// <summary>What happened to the contacts of one bucket, at once: told to who may see the bucket. For <see cref="Visibility.Bucket.Sum"/> it is what happened among all contacts.</summary>
/// <param name="Bucket">Opaque to clients.</param>
/// <param name="Entered">Contacts that are in the bucket now and were not before.</param>
/// <param name="Changed">Contacts that stayed in it: a field, a tag, a list, the timeline.</param>
/// <param name="Left">Contacts that are in it no more.</param>
/// <param name="Many">There were more than <see cref="MostIds"/>, or an import wrote them: no ids are told.</param>
public sealed record BucketMoves(string Bucket, IReadOnlyList<Guid> Entered, IReadOnlyList<Guid> Changed, IReadOnlyList<Guid> Left, bool Many)
{
    /// <summary>How many contacts of a bucket are named at once.</summary>
    public const int MostIds = 200;
}

/// <summary>Lists that were made, changed or deleted at once, by id. Members who come and go are no change of a list.</summary>
/// <remarks>Without any id: some did, and nobody knows which.</remarks>
public sealed record ListMoves(IReadOnlyList<Guid> Created, IReadOnlyList<Guid> Changed, IReadOnlyList<Guid> Deleted)
{
    /// <summary>Somebody was told that lists changed, and not which.</summary>
    public bool IsNameless => Created.Count + Changed.Count + Deleted.Count == 0;

    /// <summary>What several come to, one after the other: a list that came and went meanwhile is told as gone, since a page may have read it in between.</summary>
    public static ListMoves Sum(IEnumerable<ListMoves> all) => all.Aggregate((before, later) =>
    {
        if (before.IsNameless || later.IsNameless)
            return new([], [], []);
        Guid[] deleted = [.. before.Deleted.Union(later.Deleted)];
        Guid[] created = [.. before.Created.Concat(later.Created).Except(deleted).Distinct()];
        Guid[] changed = [.. before.Changed.Concat(later.Changed).Except(created).Except(deleted).Distinct()];
        return new(created, changed, deleted);
    });
}
