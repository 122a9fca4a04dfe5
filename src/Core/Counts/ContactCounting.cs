using CrmContacts.Core.Contacts;
using CrmContacts.Core.CustomFields;
using CrmContacts.Core.Data;
using CrmContacts.Core.Events;
using CrmContacts.Core.Lists.Dynamic;

namespace CrmContacts.Core.Counts;

/// <summary>A contact as it was and as it is, with what hangs on it; null (or deleted) where it is not there.</summary>
/// <param name="Custom">Values of custom fields that became other ones; the rest stayed.</param>
internal sealed record ContactStep(LoadedContact? Before, LoadedContact? After, IReadOnlyList<CustomChange> Custom)
{
    public LoadedContact? Before { get; } = Before?.Contact.DeletedAt is null ? Before : null;

    public LoadedContact? After { get; } = After?.Contact.DeletedAt is null ? After : null;

    public Guid Id { get; } = (After ?? Before)!.Contact.Id;

    /// <summary>It was made in this step: all that it has is here.</summary>
    public bool IsNew { get; } = Before is null;

    public string? FromBucket => Before is null ? null : ContactTable.BucketOf(Before.Contact);

    public string? ToBucket => After is null ? null : ContactTable.BucketOf(After.Contact);
}

/// <summary>The one place where what happens to contacts becomes kept counts, and the word about it.</summary>
internal static class ContactCounting
{
    /// <summary>Counts what a transaction did to contacts; called behind its writes, so that what they left can be read. No contact comes twice in one call.</summary>
    public static async Task CountAsync(WriteSession session, IReadOnlyList<ContactStep> steps, Aftermath aftermath, CancellationToken cancellation)
    {
        // What becomes of a deleted contact, such as a membership that is taken back, is nobody's to count.
        steps = [.. steps.Where(s => s.Before is not null || s.After is not null)];
        foreach (var step in steps)
        {
            Count(aftermath.Counts, step.FromBucket, step.Before, -1);
            Count(aftermath.Counts, step.ToBucket, step.After, +1);
            aftermath.Moved(step.Id, step.FromBucket, step.ToBucket);
        }

        await DynamicCounting.CountAsync(session, steps, aftermath.Counts, cancellation);
    }

    private static void Count(CountDeltas counts, string? bucket, LoadedContact? contact, long by)
    {
        if (bucket is null)
            return;
        counts.Add(CountScope.All, Guid.Empty, bucket, by);
        foreach (var list in contact!.Lists)
            counts.Add(CountScope.List, list, bucket, by);
        foreach (var tag in contact.Tags)
            counts.Add(CountScope.Tag, tag, bucket, by);
    }
}
