using CrmContacts.Core.Contacts;
using GraphQL.Types;

namespace CrmContacts.GraphQL.Execution;

/// <summary>Writes one field of <paramref name="source"/>; <paramref name="selection"/> is what was asked below it, empty for a leaf.</summary>
internal delegate void FieldWriter(Answer answer, object source, Selection selection);

/// <summary>
/// A field below a root field. It has no resolver: everything that it needs has been read by its root field, so it is
/// written straight into the answer, without a node, a task or a box for each of the fields of each of the rows.
/// </summary>
internal sealed class WrittenField : FieldType
{
    public required FieldWriter Write { get; init; }

    /// <summary>The fields of a contact that must have been read.</summary>
    public IReadOnlyList<ContactField> Reads { get; init; } = [];

    /// <summary>What must have been read beside the contact.</summary>
    public Relation Needs { get; init; }

    /// <summary>Reads the field for all parents at once, where it has arguments of its own.</summary>
    public NestedReader? Read { get; init; }

    /// <summary>How many rows it has for one parent at most, by its arguments.</summary>
    public Func<FieldArguments, int>? Rows { get; init; }

    /// <summary>What it costs for one parent besides its rows.</summary>
    public Func<RootContext, long>? Cost { get; init; }
}
