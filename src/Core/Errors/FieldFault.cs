namespace CrmContacts.Core.Errors;

/// <summary>One fault of one field of an input: a domain error, told beside the result and never thrown.</summary>
/// <param name="Field">The field in camelCase, as the API names it; null when it is about the whole input.</param>
/// <param name="Code">UPPER_CASE: <c>REQUIRED</c>, <c>TOO_LONG</c>, <c>EMAIL_INVALID</c>, ….</param>
/// <param name="Message">What is wrong, in words that may be shown.</param>
public sealed record FieldFault(string? Field, string Code, string Message) : IDomainFault;
