using CrmContacts.GraphQL.Execution;
using GraphQL.Types;

namespace CrmContacts.GraphQL.Errors;

/// <summary>Another one has the name.</summary>
internal sealed record NameTaken(string Name);

internal sealed class NameTakenErrorType : WrittenType<NameTaken>
{
    public NameTakenErrorType()
        : base("NameTakenError", "Another one of its sort has this name already, whatever the case. Nothing was written.")
    {
        Interface<ErrorInterface>();
        RequiredText("message", error => $"The name '{error.Name}' is taken.", "What is wrong, in words that may be shown.");
        RequiredText("name", error => error.Name, "The name that is taken.");
    }
}

/// <summary>The errors that one mutation may have: a closed set.</summary>
internal abstract class ErrorUnion : UnionGraphType
{
    protected ErrorUnion(string name, string description)
    {
        Name = name;
        Description = description;
        ResolveType = _ => throw new InvalidOperationException("Errors are written, not resolved.");
    }
}
