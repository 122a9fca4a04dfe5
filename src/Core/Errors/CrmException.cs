using System.Globalization;

namespace CrmContacts.Core.Errors;

/// <summary>A refusal that the caller is told of: what is wrong, and where. Nothing was changed.</summary>
/// <param name="code">Which refusal.</param>
/// <param name="message">What is wrong and what to do, in words that may be shown.</param>
/// <param name="where">What it is about: an argument, an option, a column.</param>
/// <param name="line">The line of the file, 1 for the first, when it is about a file.</param>
public sealed class CrmException(ErrorCode code, string message, string? where = null, long? line = null) : Exception(message)
{
    public ErrorCode Code { get; } = code;

    public string? Where { get; } = where;

    public long? Line { get; } = line;

    /// <summary>When to try again, where that helps.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The same for a <c>Retry-After</c> header: whole seconds, rounded up.</summary>
    public string? RetryAfterSeconds => RetryAfter is { } wait ? ((long)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture) : null;

    /// <summary>More about it, shown beside the code (GraphQL extensions, problem members).</summary>
    public IReadOnlyDictionary<string, object?> Details { get; init; } = new Dictionary<string, object?>();
}
