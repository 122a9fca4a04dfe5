using CrmContacts.Core.Errors;
using CrmContacts.Core.Import;
using CrmContacts.Core.Visibility;
using CrmContacts.Rest.Json;
using CrmContacts.Rest.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace CrmContacts.Rest.Import;

/// <summary><c>GET …/imports</c>, <c>GET …/imports/{id}</c>, <c>POST …/imports/{id}/cancel</c>, <c>POST …/imports/{id}/undo</c>.</summary>
internal static class RunsApi
{
    private const int DefaultLimit = 50;
    private const int LargestLimit = 200;

    public static async Task ListAsync(HttpContext context, Viewer viewer)
    {
        var runs = await context.RequestServices.GetRequiredService<ImportReader>().NewestAsync(viewer, Limit(context.Request), context.RequestAborted);
        var address = ApiAddress.Of(context);
        await context.Response.WriteAsJsonAsync(new RunsJson([.. runs.Select(run => RunJson.Of(run, address))]), AnswerJson.Readable.RunsJson, cancellationToken: context.RequestAborted);
    }

    public static async Task FindAsync(HttpContext context, Viewer viewer)
    {
        var reader = context.RequestServices.GetRequiredService<ImportReader>();
        await AnswerAsync(context, Id(context) is { } id ? await reader.FindAsync(viewer, id, context.RequestAborted) : null, viewer);
    }

    public static async Task CancelAsync(HttpContext context, Viewer viewer)
    {
        var writer = context.RequestServices.GetRequiredService<ImportWriter>();
        await AnswerAsync(context, Id(context) is { } id ? await writer.CancelAsync(viewer, id, context.RequestAborted) : null, viewer);
    }

    /// <summary>Answered like an import: 200 when it ends within the wait, else 202; it goes on either way.</summary>
    public static async Task UndoAsync(HttpContext context, Viewer viewer)
    {
        viewer.Demand(Permission.Edit);
        var writer = context.RequestServices.GetRequiredService<ImportWriter>();
        if (Id(context) is not { } id || await writer.UndoAsync(viewer, id, context.RequestAborted) is not { } run)
        {
            await ProblemWriter.NotFoundAsync(context);
            return;
        }

        await RunAnswer.WhenOverAsync(context, viewer, run);
    }

    private static Task AnswerAsync(HttpContext context, ImportRun? run, Viewer viewer)
    {
        viewer.Demand(Permission.Edit);
        return run is null ? ProblemWriter.NotFoundAsync(context) : RunAnswer.WriteAsync(context, run);
    }

    public static Guid? Id(HttpContext context) => Guid.TryParse(context.GetRouteValue("id") as string, out var id) ? id : null;

    public static int Limit(HttpRequest request)
    {
        var given = request.Query["limit"];
        if (given.Count == 0)
            return DefaultLimit;
        return given.Count == 1 && int.TryParse(given[0], System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var limit) && limit is > 0 and <= LargestLimit
            ? limit
            : throw new CrmException(ErrorCode.OptionInvalid, $"limit is a number from 1 to {LargestLimit}.", "limit");
    }
}
