using GraphQL.Types;

namespace CrmContacts.GraphQL.Errors;

/// <summary>What every error of a mutation's payload is.</summary>
internal sealed class ErrorInterface : InterfaceGraphType
{
    public ErrorInterface()
    {
        Name = "Error";
        Description = "Why a mutation did not do what it was asked; the members of a payload's `errors` implement it.";
        AddField(new FieldType { Name = "message", Type = typeof(NonNullGraphType<StringGraphType>), Description = "What is wrong, in words that may be shown." });
        ResolveType = _ => throw new InvalidOperationException("Errors are written, not resolved.");
    }
}
