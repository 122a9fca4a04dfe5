using System.Text.Json.Serialization;

namespace CrmContacts.Rest.Problems;

/// <summary>An RFC 9457 problem document. <see cref="Code"/> is stable; clients branch on it and show <see cref="Detail"/>.</summary>
/// <param name="Title">The phrase of the status.</param>
/// <param name="Detail">What is wrong and what to do, in words that may be shown.</param>
/// <param name="Where">What it is about: an option, a column.</param>
/// <param name="Line">The line of the file, 1 for the first.</param>
public sealed record Problem(string Type, string Title, int Status, string Detail, string Code, string? Where, long? Line)
{
    /// <summary>More about it, beside the code.</summary>
    [JsonExtensionData]
    public Dictionary<string, object>? More { get; set; }
}
