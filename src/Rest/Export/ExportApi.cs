using CrmContacts.Core.Export;
using CrmContacts.Core.Visibility;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace CrmContacts.Rest.Export;

/// <summary><c>GET …/export</c>: the contacts that the viewer sees, as a file that the import takes in again.</summary>
internal static class ExportApi
{
    public static async Task DownloadAsync(HttpContext context, Viewer viewer)
    {
        var query = ExportOptions.Read(context.Request.Query);
        var csv = await context.RequestServices.GetRequiredService<ExportReader>().OpenAsync(viewer, query, context.RequestAborted);
        Attachment.Name(context.Response, csv.FileName);
        await csv.WriteAsync(context.Response.Body, context.RequestAborted);
    }
}
