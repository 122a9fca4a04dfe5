using GraphQL.Types;

namespace CrmContacts.GraphQL.Errors;

/// <summary>The closed set of errors that one mutation may answer.</summary>
internal abstract class ErrorUnion : UnionGraphType
{
    protected ErrorUnion(string name, string description, params Type[] errors)
    {
        Name = name;
        Description = description;
        foreach (var error in errors)
            Type(error);
        ResolveType = _ => throw new InvalidOperationException("Errors are written, not resolved.");
    }
}
