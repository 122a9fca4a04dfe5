using CrmContacts.Core.Accounts;
using CrmContacts.Core.CustomFields;
using CrmContacts.Core.Directory;
using CrmContacts.Core.Lists;

namespace CrmContacts.GraphQL.Execution;

/// <summary>What stands beside a contact: each is one statement for all rows of an answer, and none when nobody asks.</summary>
[Flags]
internal enum Relation { None = 0, Tags = 1, Lists = 2, Account = 4, Agents = 8, Queues = 16, CustomFields = 32 }

/// <summary>What was read beside the contacts of one root field.</summary>
internal sealed record Relations
{
    public static readonly Relations None = new();

    public ILookup<Guid, string> Tags { get; init; } = Array.Empty<string>().ToLookup(_ => Guid.Empty);
    public ILookup<Guid, ContactList> Lists { get; init; } = Array.Empty<ContactList>().ToLookup(_ => Guid.Empty);
    public ILookup<Guid, CustomValue> CustomValues { get; init; } = Array.Empty<CustomValue>().ToLookup(_ => Guid.Empty);
    public IReadOnlyDictionary<Guid, Account> Accounts { get; init; } = new Dictionary<Guid, Account>();
    public IReadOnlyDictionary<string, Agent> Agents { get; init; } = new Dictionary<string, Agent>(StringComparer.Ordinal);
    public IReadOnlyDictionary<string, Queue> Queues { get; init; } = new Dictionary<string, Queue>(StringComparer.Ordinal);

    /// <summary>What nested fields have read, by what was asked below each.</summary>
    public IReadOnlyDictionary<Selection, NestedRead> Nested { get; init; } = new Dictionary<Selection, NestedRead>();
}
