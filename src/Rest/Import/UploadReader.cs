using CrmContacts.Core.Errors;
using CrmContacts.Core.Import;
using CrmContacts.Core.Visibility;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace CrmContacts.Rest.Import;

/// <summary>A file in the staging area, with the options that came beside it.</summary>
/// <param name="IsSent">The file came with this request; otherwise a preview has staged it.</param>
internal readonly record struct Upload(Guid Staged, ImportOptions Options, bool IsSent);

/// <summary>Takes the three forms of an upload. The file goes straight to the staging area; options are refused before it, where they come before it.</summary>
internal static class UploadReader
{
    /// <exception cref="CrmException">No file, two files, an option that is not valid.</exception>
    /// <exception cref="MediaTypeException">None of the three forms.</exception>
    public static async Task<Upload> ReadAsync(HttpContext context, Viewer viewer, ImportWriter writer, OptionReader reader)
    {
        var request = context.Request;
        if (!string.IsNullOrEmpty(request.Headers.ContentEncoding))
            throw new MediaTypeException("Compressed bodies are not taken; send the file as it is.");
        var type = MediaTypeHeaderValue.TryParse(request.ContentType, out var parsed) ? parsed : null;
        UploadLimit.Set(context, escaped: Is(type, "application/json"));

        var bag = new OptionBag(reader.Known);
        foreach (var (name, values) in request.Query)
        {
            foreach (var value in values)
                bag.Add(name, value ?? "");
        }

        var options = reader.Read(bag);
        var taking = new Taking(viewer, writer, reader, bag, context.RequestAborted);
        try
        {
            return await TakeAsync(context, type, taking, options);
        }
        catch
        {
            await taking.DiscardAsync();
            throw;
        }
    }

    private static async Task<Upload> TakeAsync(HttpContext context, MediaTypeHeaderValue? type, Taking taking, ImportOptions options)
    {
        var request = context.Request;
        if (Is(type, "text/csv"))
            return await CsvAsync(request, type!, taking, options);
        if (Is(type, "multipart/form-data"))
            return await MultipartUpload.ReadAsync(request, type!, taking);
        if (Is(type, "application/json"))
            return await JsonUpload.ReadAsync(request, taking);
        if (context.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody is false)
            return taking.Finish();
        throw new MediaTypeException("Send the file as text/csv, as multipart/form-data with a part named file, or as application/json with the text in csv.");
    }

    private static async Task<Upload> CsvAsync(HttpRequest request, MediaTypeHeaderValue type, Taking taking, ImportOptions options)
    {
        // With a staged file there may be an empty body of any type.
        if (taking.Token is not null && request.ContentLength is null or 0)
            return taking.Finish();
        await taking.FileAsync(ContentDispositionHeaderValue.TryParse(request.Headers.ContentDisposition.ToString(), out var given) ? given.FileNameStar.Value ?? HeaderUtilities.RemoveQuotes(given.FileName).Value : null, request.Body);
        var upload = taking.Finish();
        // A charset that the client names is its word for the encoding, unless the option says otherwise.
        return options.Encoding == "auto" && type.Charset.HasValue
            ? upload with { Options = upload.Options with { Encoding = HeaderUtilities.RemoveQuotes(type.Charset).Value! } }
            : upload;
    }

    private static bool Is(MediaTypeHeaderValue? type, string name) => type is not null && type.MediaType.Equals(name, StringComparison.OrdinalIgnoreCase);
}
