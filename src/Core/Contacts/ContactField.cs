namespace CrmContacts.Core.Contacts;

/// <summary>What kind of value a field holds; it decides operations, folding, sorting and storage.</summary>
public enum FieldKind { Text, Key, Enum, Int, Uuid, Instant, Number, Date, Flag }

/// <summary>One scalar field of a contact, as GraphQL, CSV, filters, sorting and change history all know it.</summary>
/// <param name="Name">camelCase, as the API names it.</param>
/// <param name="Column">The column of <c>crm_contacts</c>; for a derived field the name that SQL gives its expression.</param>
/// <param name="Kind">Text is compared folded; Key (a host's id) ordinally.</param>
/// <param name="Nullable">Whether the column may be null.</param>
/// <param name="Get">The value of a contact; enums boxed as themselves.</param>
public sealed record ContactField(string Name, string Column, FieldKind Kind, bool Nullable, Func<Contact, object?> Get)
{
    /// <summary>The enum of <see cref="FieldKind.Enum"/>.</summary>
    public Type? EnumType { get; init; }

    /// <summary>A stored column with the text folded for filters, where there is one.</summary>
    public string? FoldColumn { get; init; }

    /// <summary>A text that may be sorted; notes may not.</summary>
    public bool Sortable { get; init; } = true;

    /// <summary>The contact with another value in the field; null where the value is derived and nobody sets it.</summary>
    public Func<Contact, object?, Contact>? With { get; init; }

    /// <summary>Set by a writer and shown in the change history, rather than derived.</summary>
    public bool Written => With is not null;

    public override string ToString() => Name;
}
