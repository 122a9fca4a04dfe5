using CrmContacts.Core.Errors;
using CrmContacts.Core.Import;
using CrmContacts.Core.Visibility;
using CrmContacts.Rest.Export;
using CrmContacts.Rest.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace CrmContacts.Rest.Import;

/// <summary><c>GET …/import-errors?token=…</c>: the failing rows of a run, corrected and sent back in by whoever imported them.</summary>
internal static class ErrorRowsApi
{
    public static async Task DownloadAsync(HttpContext context, Viewer viewer)
    {
        viewer.Demand(Permission.Edit);
        var token = context.Request.Query["token"];
        if (token.Count != 1 || token[0] is not { Length: > 0 })
            throw new CrmException(ErrorCode.RequestInvalid, "Name the run's failing rows: ?token=…, from error_token of the run.", "token");

        var errors = await context.RequestServices.GetRequiredService<ImportReader>().ErrorsAsync(viewer, token[0]!, context.RequestAborted);
        if (errors is null)
        {
            await ProblemWriter.NotFoundAsync(context);
            return;
        }

        Attachment.Name(context.Response, errors.FileName);
        await errors.WriteAsync(context.Response.Body, context.RequestAborted);
    }
}
