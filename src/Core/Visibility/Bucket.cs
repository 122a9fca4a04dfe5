using CrmContacts.Core.Contacts;

namespace CrmContacts.Core.Visibility;

/// <summary>
/// Who can see a contact, as one value. Every contact is in exactly one bucket; a viewer sees a handful of buckets.
/// This file is the visibility rule: there is no other.
/// </summary>
public static class Bucket
{
    /// <summary>Contacts that every agent of the tenant sees.</summary>
    public const string All = "all";

    /// <summary>The sum of all buckets: what <c>crm.manage</c> counts.</summary>
    public const string Sum = "*";

    public static string OfQueue(string queueId) => "queue:" + queueId;

    public static string OfOwner(string agentId) => "owner:" + agentId;

    /// <summary>The bucket of a contact. A queue or owner that is missing leaves the contact to <c>crm.manage</c> alone.</summary>
    public static string Of(ContactVisibility visibility, string? assignedQueueId, string? assignedToId) => visibility switch
    {
        ContactVisibility.Queue => OfQueue(assignedQueueId ?? ""),
        ContactVisibility.Owner => OfOwner(assignedToId ?? ""),
        _ => All,
    };

    /// <summary>The buckets that a viewer sees.</summary>
    public static IReadOnlyList<string> Of(Permission permission, string agentId, IEnumerable<string> queues) => permission switch
    {
        Permission.None => [],
        Permission.Manage => [Sum],
        _ => [All, .. queues.Distinct(StringComparer.Ordinal).Select(OfQueue), OfOwner(agentId)],
    };
}
