using CrmContacts.Core.Errors;
using CrmContacts.Core.Import;
using CrmContacts.Core.Paging;
using CrmContacts.Core.Visibility;
using CrmContacts.Rest.Json;
using CrmContacts.Rest.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace CrmContacts.Rest.Import;

/// <summary><c>GET …/imports/{id}/kept</c>: what an undo left as it is, page by page.</summary>
internal static class KeptApi
{
    public static async Task ListAsync(HttpContext context, Viewer viewer)
    {
        viewer.Demand(Permission.Edit);
        var reader = context.RequestServices.GetRequiredService<RunReader>();
        var page = RunsApi.Id(context) is { } id
            ? await reader.KeptAsync(viewer, id, RunsApi.Limit(context.Request), After(context.Request), null, null, context.RequestAborted)
            : null;
        if (page is null)
            await ProblemWriter.NotFoundAsync(context);
        else
            await context.Response.WriteAsJsonAsync(KeptPageJson.Of(page), AnswerJson.Readable.KeptPageJson, cancellationToken: context.RequestAborted);
    }

    private static string? After(HttpRequest request) => request.Query["after"] switch
    {
        { Count: 0 } => null,
        { Count: 1 } one => one[0],
        _ => throw new CrmException(ErrorCode.OptionInvalid, "after is given once.", "after"),
    };
}

/// <summary>A page of what was kept; <c>next</c> is the <c>after</c> of the page behind it, null on the last one.</summary>
internal sealed record KeptPageJson(IReadOnlyList<KeptJson> Kept, long Total, string? Next)
{
    public static KeptPageJson Of(Page<ImportKept> page) => new(
        [.. page.Items.Select(k => new KeptJson(k.ContactId, Reason(k.Reason), k.Fields))], page.Total ?? 0, page.HasNextPage ? page.Cursors[^1] : null);

    private static string Reason(KeptReason reason) => reason switch
    {
        KeptReason.HasActivities => "has_activities",
        KeptReason.FieldsEdited => "fields_edited",
        KeptReason.NotValid => "not_valid",
        _ => reason.ToString().ToLowerInvariant(),
    };
}

/// <summary>A contact that stays as it is; <c>fields</c> names those that keep their value where the others went back.</summary>
internal sealed record KeptJson(Guid Contact, string Reason, IReadOnlyList<string> Fields);
