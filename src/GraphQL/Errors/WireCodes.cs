using GraphQL;
using GraphQL.Execution;
using GraphQL.Validation;

namespace CrmContacts.GraphQL.Errors;

/// <summary>The <c>extensions.code</c> of refusals that are this room's own; Core's are in its table of error codes.</summary>
internal static class WireCodes
{
    public const string Request = "HC0009";
    public const string Syntax = "HC0011";
    public const string MissingVariable = "HC0018";
    public const string PersistedUnknown = "HC0020";
    public const string PersistedOnly = "HC0067";
    public const string Introspection = "HC0046";
    public const string Cost = "HC0047";
    public const string Accept = "HC0063";
    public const string Variable = "VARIABLE_INVALID";
    public const string Validation = "DOCUMENT_INVALID";
    public const string Operation = "OPERATION_INVALID";
    public const string Method = "METHOD_NOT_ALLOWED";
    public const string MediaType = "MEDIA_TYPE_UNSUPPORTED";
    public const string TooLarge = "REQUEST_TOO_LARGE";
    public const string Internal = "INTERNAL";

    /// <summary>The code of an error, whoever made it.</summary>
    public static string Of(ExecutionError error) => error switch
    {
        SyntaxError => Syntax,
        NoOperationError or QueryMissingError => Request,
        NoOperationNameError or InvalidOperationNameError or InvalidOperationError => Operation,
        InvalidVariableError when error.Message.Contains("non-null variable", StringComparison.Ordinal) => MissingVariable,
        InvalidVariableError => Variable,
        ValidationError => Validation,
        UnhandledError => Internal,
        _ => error.Code ?? Internal,
    };
}
