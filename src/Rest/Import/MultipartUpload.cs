using System.Text;
using CrmContacts.Core.Errors;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace CrmContacts.Rest.Import;

/// <summary>The form that browsers send: a part named <c>file</c>, and the options as fields, in any order.</summary>
internal static class MultipartUpload
{
    private const int LongestBoundary = 200;
    private const int LongestField = 1 << 20;
    private const int MostParts = 64;

    public static async Task<Upload> ReadAsync(HttpRequest request, MediaTypeHeaderValue type, Taking taking)
    {
        var boundary = HeaderUtilities.RemoveQuotes(type.Boundary).Value;
        if (boundary is not { Length: > 0 and <= LongestBoundary })
            throw new CrmException(ErrorCode.RequestInvalid, "The multipart body has no boundary that can be used.", "Content-Type");
        try
        {
            var parts = new MultipartReader(boundary, request.Body) { HeadersLengthLimit = 16 * 1024 };
            for (var count = 0; await parts.ReadNextSectionAsync(taking.Cancellation) is { } part; count++)
            {
                if (count == MostParts)
                    throw new CrmException(ErrorCode.RequestInvalid, $"A form has at most {MostParts} parts.");
                await PartAsync(part, taking);
            }
        }
        // A disk that refuses the file is an IOException too, but not from here.
        catch (Exception fault) when (fault is InvalidDataException or IOException { Source: "Microsoft.AspNetCore.WebUtilities" })
        {
            throw new CrmException(ErrorCode.RequestInvalid, "The multipart body is broken or was cut off. Nothing was imported; send it again.");
        }

        return taking.Finish();
    }

    private static async Task PartAsync(MultipartSection part, Taking taking)
    {
        var disposition = part.GetContentDispositionHeader()
            ?? throw new CrmException(ErrorCode.RequestInvalid, "A part of the form has no Content-Disposition.");
        var name = HeaderUtilities.RemoveQuotes(disposition.Name).Value ?? "";
        if (name == "file")
        {
            await taking.FileAsync(disposition.FileNameStar.Value ?? HeaderUtilities.RemoveQuotes(disposition.FileName).Value, part.Body);
            return;
        }

        if (disposition.IsFileDisposition())
            throw new CrmException(ErrorCode.RequestInvalid, "The file's part is named file.", OptionBag.Shown(name));
        taking.Option(name, await FieldAsync(part.Body, name, taking.Cancellation));
    }

    private static async Task<string> FieldAsync(Stream body, string name, CancellationToken cancellation)
    {
        using var text = new MemoryStream();
        var chunk = new byte[4096];
        for (int read; (read = await body.ReadAsync(chunk, cancellation)) > 0;)
        {
            if (text.Length + read > LongestField)
                throw OptionBag.Invalid(name, $"{OptionBag.Shown(name)} is too long.");
            text.Write(chunk, 0, read);
        }

        return Encoding.UTF8.GetString(text.GetBuffer(), 0, (int)text.Length);
    }
}
