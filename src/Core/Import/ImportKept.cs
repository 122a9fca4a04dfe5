namespace CrmContacts.Core.Import;

/// <summary>Why an undo left something of a run as it is. Numbers are stored: never renumber.</summary>
public enum KeptReason
{
    /// <summary>The run made the contact, and somebody has changed it since.</summary>
    Edited = 0,

    /// <summary>The run made the contact, and it has activities or conversations since.</summary>
    HasActivities = 1,

    /// <summary>The run made the contact, and somebody has deleted it: it goes when its time in the trash is over.</summary>
    Deleted = 2,

    /// <summary>The run made the contact, and it was merged into another.</summary>
    Merged = 3,

    /// <summary>The run changed fields of the contact which somebody has changed since; the others have their former values.</summary>
    FieldsEdited = 4,

    /// <summary>The run changed fields of the contact whose former values do not go with what was changed since.</summary>
    NotValid = 5,
}

/// <summary>A contact that an undo left as it is, or some fields of it.</summary>
/// <param name="Fields">The fields, as the API names them, that keep their value; empty where the whole contact stays.</param>
public sealed record ImportKept(Guid ContactId, KeptReason Reason, IReadOnlyList<string> Fields);
