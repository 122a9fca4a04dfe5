using CrmContacts.Core.Errors;
using Microsoft.AspNetCore.Http;

namespace CrmContacts.Rest.Import;

/// <summary>The headers that an import takes.</summary>
internal static class ImportHeaders
{
    private const int LongestKey = 255;

    /// <summary>The <c>Idempotency-Key</c>, or null.</summary>
    public static string? IdempotencyKey(HttpRequest request)
    {
        var values = request.Headers["Idempotency-Key"];
        if (values.Count == 0)
            return null;
        var key = values.Count == 1 ? values[0]!.Trim() : "";
        return key.Length is > 0 and <= LongestKey
            ? key
            : throw new CrmException(ErrorCode.RequestInvalid, $"Idempotency-Key is one value of 1 to {LongestKey} characters.", "Idempotency-Key");
    }

    /// <summary>True for <c>Prefer: respond-async</c> (RFC 7240).</summary>
    public static bool PrefersAsync(HttpRequest request) =>
        request.Headers["Prefer"].Any(line => line is not null && line.Split(',', ';').Any(one => one.Trim().Equals("respond-async", StringComparison.OrdinalIgnoreCase)));
}
