using CrmContacts.Core.Calls;
using CrmContacts.Core.Visibility;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace CrmContacts.Rest.Calls;

/// <summary><c>POST /api/crm-calls/{tenant}</c>: the telephony system, or the agent's own client, tells of a call.</summary>
internal static class CallsApi
{
    /// <summary>202: it is passed on to the pages of the agent that are open, if any are.</summary>
    public static async Task AnnounceAsync(HttpContext context, Viewer viewer)
    {
        viewer.Demand(Permission.View);
        var call = await CallJson.ReadAsync(context.Request, context.RequestAborted);
        await context.RequestServices.GetRequiredService<CallWriter>().AnnounceAsync(viewer, call, context.RequestAborted);
        context.Response.StatusCode = StatusCodes.Status202Accepted;
    }
}
