using System.Text.Json;
using System.Text.Json.Serialization;
using CrmContacts.Core.Contacts;

namespace CrmContacts.Core.BulkActions;

/// <summary>What is done to every contact of a selection. A closed set; stored as JSON, so names are never changed.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "do")]
[JsonDerivedType(typeof(Delete), "delete")]
[JsonDerivedType(typeof(AddTags), "addTags")]
[JsonDerivedType(typeof(RemoveTags), "removeTags")]
[JsonDerivedType(typeof(AssignToQueue), "assignToQueue")]
[JsonDerivedType(typeof(Assign), "assign")]
[JsonDerivedType(typeof(SetStatus), "setStatus")]
[JsonDerivedType(typeof(AddToList), "addToList")]
[JsonDerivedType(typeof(RemoveFromList), "removeFromList")]
[JsonDerivedType(typeof(ClearAccount), "clearAccount")]
[JsonDerivedType(typeof(IndexAgain), "indexAgain")]
public abstract record BulkAction
{
    /// <summary>Deletes softly: 30 days to restore.</summary>
    public sealed record Delete : BulkAction;

    /// <summary>Adds tags; those that do not exist are made.</summary>
    public sealed record AddTags(IReadOnlyList<string> Tags) : BulkAction;

    public sealed record RemoveTags(IReadOnlyList<string> Tags) : BulkAction;

    /// <summary>Assigns to a queue, and makes its agents the ones who see the contact.</summary>
    public sealed record AssignToQueue(string QueueId) : BulkAction;

    /// <summary>Assigns to an agent; null takes the assignment away.</summary>
    public sealed record Assign(string? AgentId) : BulkAction;

    public sealed record SetStatus(ContactStatus Status) : BulkAction;

    /// <summary>Adds to a static list.</summary>
    public sealed record AddToList(Guid ListId) : BulkAction;

    /// <summary>Takes off a static list.</summary>
    public sealed record RemoveFromList(Guid ListId) : BulkAction;

    /// <summary>Takes the account away, which has been deleted.</summary>
    internal sealed record ClearAccount(Guid AccountId) : BulkAction;

    /// <summary>Tells search of the account's new name.</summary>
    internal sealed record IndexAgain(Guid AccountId) : BulkAction;

    internal string ToJson() => JsonSerializer.Serialize(this);

    internal static BulkAction FromJson(string json) => JsonSerializer.Deserialize<BulkAction>(json)!;
}
