using CrmContacts.Core.Contacts;
using CrmContacts.Core.CustomFields;
using CrmContacts.Core.Data;
using CrmContacts.Core.Events;

namespace CrmContacts.Core.Counts;

/// <summary>A contact as it was and as it is, with what hangs on it; null (or deleted) where it is not there.</summary>
/// <param name="Custom">Values of custom fields that became other ones; the rest stayed.</param>
internal sealed record ContactStep(LoadedContact? Before, LoadedContact? After, IReadOnlyList<CustomChange> Custom)
{
    public LoadedContact? Before { get; } = Before?.Contact.DeletedAt is null ? Before : null;

    public LoadedContact? After { get; } = After?.Contact.DeletedAt is null ? After : null;
}

/// <summary>The one place where what happens to contacts becomes kept counts, and the word about it.</summary>
internal static class ContactCounting
{
    /// <summary>Counts what a transaction did to contacts; called behind its writes, so that what they left can be read.</summary>
    public static Task CountAsync(WriteSession session, IReadOnlyList<ContactStep> steps, Aftermath aftermath, CancellationToken cancellation)
    {
        foreach (var step in steps)
        {
            Count(aftermath.Counts, step.Before, -1);
            Count(aftermath.Counts, step.After, +1);
            var one = step.After ?? step.Before;
            if (one is not null)
                aftermath.Moved(one.Contact.Id, BucketOf(step.Before), BucketOf(step.After));
        }

        return Task.CompletedTask;
    }

    private static void Count(CountDeltas counts, LoadedContact? contact, long by)
    {
        if (BucketOf(contact) is not { } bucket)
            return;
        counts.Add(CountScope.All, Guid.Empty, bucket, by);
        foreach (var list in contact!.Lists)
            counts.Add(CountScope.List, list, bucket, by);
        foreach (var tag in contact.Tags)
            counts.Add(CountScope.Tag, tag, bucket, by);
    }

    private static string? BucketOf(LoadedContact? contact) => contact is null ? null : ContactTable.BucketOf(contact.Contact);
}
