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

        var run = await KeptAsync(writer, viewer, upload, () => writer.StartAsync(viewer, upload.Staged, upload.Options, key, context.RequestAborted));
        // The same request again has its file already.
        if (key is not null && upload.IsSent)
            await writer.DiscardAsync(viewer, upload.Staged, context.RequestAborted);
        await RunAnswer.WhenOverAsync(context, viewer, run);
    }

    public static async Task PreviewAsync(HttpContext context, Viewer viewer)
    {
        viewer.Demand(Permission.Edit);
        var writer = context.RequestServices.GetRequiredService<ImportWriter>();
        var upload = await UploadReader.ReadAsync(context, viewer, writer, OptionReader.Preview);
        var preview = await KeptAsync(writer, viewer, upload, () => writer.PreviewAsync(viewer, upload.Staged, upload.Options, context.RequestAborted));
        await context.Response.WriteAsJsonAsync(PreviewJson.Of(preview), AnswerJson.Readable.PreviewJson, cancellationToken: context.RequestAborted);
    }

    /// <summary>Whatever is refused leaves no file behind; one that a preview staged waits for the next try.</summary>
    private static async Task<T> KeptAsync<T>(ImportWriter writer, Viewer viewer, Upload upload, Func<Task<T>> use)
    {
        try
        {
            return await use();
        }
        catch when (upload.IsSent)
        {
            await writer.DiscardAsync(viewer, upload.Staged);
            throw;
        }
    }
}
