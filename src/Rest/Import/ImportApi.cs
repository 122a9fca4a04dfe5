using CrmContacts.Core.Import;
using CrmContacts.Core.Visibility;
using CrmContacts.Rest.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace CrmContacts.Rest.Import;

/// <summary><c>POST …/import</c> and <c>POST …/import-preview</c>.</summary>
internal static class ImportApi
{
    public static async Task ImportAsync(HttpContext context, Viewer viewer)
    {
        viewer.Demand(Permission.Edit);
        var key = ImportHeaders.IdempotencyKey(context.Request);
        var writer = context.RequestServices.GetRequiredService<ImportWriter>();
        var upload = await UploadReader.ReadAsync(context, viewer, writer, OptionReader.Import);

        var run = await writer.StartAsync(viewer, upload.Staged, upload.Options, key, context.RequestAborted);
        if (ImportHeaders.PrefersAsync(context.Request))
            context.Response.Headers["Preference-Applied"] = "respond-async";
        else
            run = await writer.WaitAsync(viewer, run.Id, context.RequestServices.GetRequiredService<CrmRestOptions>().Wait, context.RequestAborted);

        await RunAnswer.WriteAsync(context, run, run.IsOver ? StatusCodes.Status200OK : StatusCodes.Status202Accepted);
    }

    public static async Task PreviewAsync(HttpContext context, Viewer viewer)
    {
        viewer.Demand(Permission.Edit);
        var writer = context.RequestServices.GetRequiredService<ImportWriter>();
        var upload = await UploadReader.ReadAsync(context, viewer, writer, OptionReader.Preview);
        var preview = await writer.PreviewAsync(viewer, upload.Staged, upload.Options, context.RequestAborted);
        await context.Response.WriteAsJsonAsync(PreviewJson.Of(preview), AnswerJson.Readable.PreviewJson, cancellationToken: context.RequestAborted);
    }
}
