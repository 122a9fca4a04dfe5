using CrmContacts.Core.Errors;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;

namespace CrmContacts.Rest.Import;

/// <summary>A request with none of the forms that an import takes.</summary>
internal sealed class MediaTypeException(string message) : Exception(message);

/// <summary>How much a request may carry. Set for a request of these routes only; the server's own limit stays for all others.</summary>
internal static class UploadLimit
{
    // Around the file stand part headers and options; in JSON most characters take one byte, escaped ones up to six.
    private const long Around = 4 << 20;

    public static void Set(HttpContext context, bool escaped)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = Longest(context) * (escaped ? 2 : 1) + Around;
    }

    public static CrmException TooLarge(HttpContext context) =>
        new(ErrorCode.FileTooLarge, $"A file may have {Longest(context) / (1024.0 * 1024):0.#} MiB here.");

    private static long Longest(HttpContext context) => context.RequestServices.GetRequiredService<CrmRestOptions>().MaxFileBytes;
}
