using CrmContacts.Core.Errors;
using CrmContacts.Core.Import.Maps;
using CrmContacts.Core.Visibility;
using CrmContacts.Rest.Import;
using CrmContacts.Rest.Json;
using CrmContacts.Rest.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace CrmContacts.Rest.Maps;

/// <summary>
/// <c>GET</c>·<c>POST /api/crm-import-maps/{tenant}</c>, <c>GET</c>·<c>PUT</c>·<c>DELETE …/{id}</c>: saved mappings. <c>PUT</c> leaves what is
/// absent as it is, so that a map is renamed by its name alone. 201 with <c>Location</c>, 204 for a deletion; 409 <c>name_taken</c>, 400
/// <c>mapping_invalid</c> naming column and target, 403 for another agent's map without <c>crm.manage</c>, 404 for what the tenant does not have.
/// </summary>
internal static class MapsApi
{
    public static async Task ListAsync(HttpContext context, Viewer viewer)
    {
        var maps = await Service<ImportMapReader>(context).AllAsync(viewer, context.RequestAborted);
        await context.Response.WriteAsJsonAsync(new MapsJson([.. maps.Select(MapJson.Of)]), AnswerJson.Readable.MapsJson, cancellationToken: context.RequestAborted);
    }

    public static async Task FindAsync(HttpContext context, Viewer viewer)
    {
        viewer.Demand(Permission.Edit);
        var map = Id(context) is { } id ? await Service<ImportMapReader>(context).FindAsync(viewer, id, context.RequestAborted) : null;
        await (map is null ? ProblemWriter.NotFoundAsync(context) : WriteAsync(context, map));
    }

    public static async Task CreateAsync(HttpContext context, Viewer viewer)
    {
        viewer.Demand(Permission.Edit);
        var patch = await MapBody.ReadAsync(context.Request, context.RequestAborted);
        var map = Made(await Service<ImportMapWriter>(context).CreateAsync(viewer, patch, context.RequestAborted));
        context.Response.StatusCode = StatusCodes.Status201Created;
        context.Response.Headers.Location = $"{ApiAddress.Of(context).Base}/{map.Id}";
        await WriteAsync(context, map);
    }

    public static async Task UpdateAsync(HttpContext context, Viewer viewer)
    {
        viewer.Demand(Permission.Edit);
        var id = Id(context) ?? throw NotFound();
        var patch = await MapBody.ReadAsync(context.Request, context.RequestAborted);
        await WriteAsync(context, Made(await Service<ImportMapWriter>(context).UpdateAsync(viewer, id, patch, context.RequestAborted)));
    }

    public static async Task DeleteAsync(HttpContext context, Viewer viewer)
    {
        viewer.Demand(Permission.Edit);
        Made(await Service<ImportMapWriter>(context).DeleteAsync(viewer, Id(context) ?? throw NotFound(), context.RequestAborted));
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private static ImportMap Made(WriteResult<ImportMap> result) => result switch
    {
        { Value: { } map } => map,
        { Faults: [NameTaken taken, ..] } => throw new CrmException(ErrorCode.NameTaken, $"There is an import map named '{taken.Name}' already.", "name"),
        { Faults: [FieldFault fault, ..] } => throw new CrmException(fault.Field == "columns" ? ErrorCode.MappingInvalid : ErrorCode.OptionInvalid,
            string.Join(" ", result.Faults.OfType<FieldFault>().Take(20).Select(f => f.Message)), fault.Field),
        _ => throw NotFound(),
    };

    private static Task WriteAsync(HttpContext context, ImportMap map) =>
        context.Response.WriteAsJsonAsync(MapJson.Of(map), AnswerJson.Readable.MapJson, cancellationToken: context.RequestAborted);

    private static CrmException NotFound() => new(ErrorCode.NotFound, "There is nothing here that you may see.");

    private static Guid? Id(HttpContext context) => Guid.TryParse(context.GetRouteValue("id") as string, out var id) ? id : null;

    private static T Service<T>(HttpContext context)
        where T : notnull => context.RequestServices.GetRequiredService<T>();
}
