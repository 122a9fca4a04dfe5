using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace CrmContacts.Rest.Export;

/// <summary>A CSV file that a browser saves and never shows.</summary>
internal static class Attachment
{
    public static void Name(HttpResponse response, string fileName)
    {
        var attachment = new ContentDispositionHeaderValue("attachment");
        attachment.SetHttpFileName(fileName);
        response.Headers.ContentDisposition = attachment.ToString();
        response.ContentType = "text/csv; charset=utf-8";
    }
}
