using CrmContacts.Core;
using CrmContacts.Core.Import;
using CrmContacts.Core.Visibility;
using CrmContacts.Rest.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace CrmContacts.Rest.Import;

/// <summary>A run on the wire. <c>rows</c> is the sum of the five counts, at every moment.</summary>
internal sealed record RunJson(
    Guid Id, string Status, bool DryRun, string FileName,
    long Rows, long Imported, long Updated, long Unchanged, long Skipped, long Errors, long? TotalRows,
    double RowsPerSecond, string CreatedAt, string? StartedAt, string? FinishedAt, string? ErrorToken, string? ErrorsUrl, string? Message,
    string Phase, RunAgentJson Agent, RunOptionsJson? Options, long TakenBack, long Kept, string? UndoneAt)
{
    public static RunJson Of(ImportRun run, ApiAddress address) => new(
        run.Id, run.Status.ToString().ToLowerInvariant(), run.DryRun, run.FileName,
        run.Rows, run.Imported, run.Updated, run.Unchanged, run.Skipped, run.Errors, run.TotalRows,
        Math.Round(run.RowsPerSecond, 1), Instants.Format(run.CreatedAt), Instant(run.StartedAt), Instant(run.FinishedAt),
        run.ErrorToken, run.ErrorToken is null ? null : address.Errors(run.ErrorToken), run.Message,
        run.Phase.ToString().ToLowerInvariant(), new(run.AgentId, run.AgentName), RunOptionsJson.Of(run.Settings), run.TakenBack, run.Kept, Instant(run.UndoneAt));

    private static string? Instant(DateTimeOffset? at) => at is { } instant ? Instants.Format(instant) : null;
}

/// <summary>Who started a run.</summary>
internal sealed record RunAgentJson(string Id, string Name);

/// <summary>The newest runs first.</summary>
internal sealed record RunsJson(IReadOnlyList<RunJson> Imports);

/// <summary>Addresses of a tenant's routes as the client reaches them, whatever prefix the host has set.</summary>
internal readonly record struct ApiAddress(string Base)
{
    public static ApiAddress Of(HttpContext context)
    {
        var pattern = ((RouteEndpoint)context.GetEndpoint()!).RoutePattern.RawText!;
        var above = "/" + pattern[..pattern.IndexOf("{tenant}", StringComparison.Ordinal)].TrimStart('/');
        return new(context.Request.PathBase.Add(above).ToUriComponent() + Uri.EscapeDataString((string)context.GetRouteValue("tenant")!));
    }

    public string Run(Guid id) => $"{Base}/imports/{id}";

    public string Errors(string token) => $"{Base}/import-errors?token={Uri.EscapeDataString(token)}";
}

internal static class RunAnswer
{
    /// <summary>The run when it is over within the wait, else as it is then with 202; at once where the client prefers that.</summary>
    public static async Task WhenOverAsync(HttpContext context, Viewer viewer, ImportRun run)
    {
        if (ImportHeaders.PrefersAsync(context.Request))
        {
            context.Response.Headers["Preference-Applied"] = "respond-async";
        }
        else
        {
            var wait = context.RequestServices.GetRequiredService<CrmRestOptions>().Wait;
            run = await context.RequestServices.GetRequiredService<ImportWriter>().WaitAsync(viewer, run.Id, wait, context.RequestAborted);
        }

        await WriteAsync(context, run, run.IsOver ? StatusCodes.Status200OK : StatusCodes.Status202Accepted);
    }

    public static Task WriteAsync(HttpContext context, ImportRun run, int status = StatusCodes.Status200OK)
    {
        var address = ApiAddress.Of(context);
        if (status == StatusCodes.Status202Accepted)
            context.Response.Headers.Location = address.Run(run.Id);
        context.Response.StatusCode = status;
        return context.Response.WriteAsJsonAsync(RunJson.Of(run, address), AnswerJson.Readable.RunJson, cancellationToken: context.RequestAborted);
    }
}
