using CrmContacts.Core.Contacts;
using CrmContacts.Core.Errors;

namespace CrmContacts.Core.CustomFields;

/// <summary>What an input sets of a definition. A part that is not set stays as it is; nothing may be null.</summary>
public sealed record CustomFieldPatch
{
    public Optional<string> Name { get; init; }
    public Optional<CustomFieldKind?> Kind { get; init; }
    public Optional<bool?> Required { get; init; }
    public Optional<int?> SortOrder { get; init; }

    /// <summary>What a dropdown offers; texts are trimmed.</summary>
    public Optional<IReadOnlyList<string>> Options { get; init; }
}

/// <summary>How a write of a definition ended. Exactly one outcome holds.</summary>
public sealed record CustomFieldWriteResult
{
    /// <summary>The field as it is now; as it was, when it was deleted.</summary>
    public CustomField? Field { get; init; }

    public IReadOnlyList<FieldFault> Faults { get; init; } = [];

    /// <summary>The name that another field has.</summary>
    public string? NameTaken { get; init; }

    public bool NotFound { get; init; }
}
