namespace CrmContacts.Core;

/// <summary>Makes the ids of everything that Core creates: UUIDv7, so that they sort by the time they were made.</summary>
public static class Ids
{
    /// <summary>A new id for something made at <paramref name="now"/>.</summary>
    public static Guid New(DateTimeOffset now) => Guid.CreateVersion7(now);
}
