using CrmContacts.Core;

namespace CrmContacts.Host.Operations;

/// <summary>For the operator: alive, and ready to serve.</summary>
internal static class Health
{
    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        app.MapGet("/health/live", (HttpContext context) => AnswerAsync(context, true, "alive"));
        app.MapGet("/health/ready", async (HttpContext context, CrmStore store) =>
        {
            var ready = await store.IsReadyAsync(context.RequestAborted);
            await AnswerAsync(context, ready, !ready ? "the store does not answer" : store.Degraded is { Count: > 0 } why ? "degraded\n" + string.Join('\n', why) : "ready");
        });
    }

    private static Task AnswerAsync(HttpContext context, bool well, string word)
    {
        context.Response.StatusCode = well ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        context.Response.Headers.CacheControl = "no-store";
        return context.Response.WriteAsync(word, context.RequestAborted);
    }
}
