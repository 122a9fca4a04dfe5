using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.FileProviders;

namespace CrmContacts.Assets;

/// <summary>
/// Serves the widget's files below the prefix. The host's static files lie at the root; a prefix is ours to serve, so
/// the files are read from the same web root, where the build, the package and the publish put them.
/// </summary>
internal static partial class WidgetAssets
{
    private const string Folder = "widget/v1";

    private static readonly FileExtensionContentTypeProvider Types = new();
    private static readonly (string Encoding, string Suffix)[] Compressed = [("br", ".br"), ("gzip", ".gz")];

    public static void MapWidget(this IEndpointRouteBuilder plugin) =>
        plugin.MapMethods($"/{Folder}/{{**path}}", [HttpMethods.Get, HttpMethods.Head], ServeAsync);

    private static async Task ServeAsync(HttpContext context)
    {
        var path = context.GetRouteValue("path") as string ?? "";
        var files = context.RequestServices.GetRequiredService<IWebHostEnvironment>().WebRootFileProvider;
        if (path.Split('/').Any(part => part is "" or "." or "..") || !Types.TryGetContentType(path, out var type) || Find(files, path) is not { } file)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        // Module scripts of foreign pages are fetched with CORS; these files are public and carry no credential.
        headers.AccessControlAllowOrigin = "*";
        headers["Cross-Origin-Resource-Policy"] = "cross-origin";
        headers.CacheControl = Hashed().IsMatch(path) ? "public, max-age=31536000, immutable" : "no-cache";
        headers.Vary = "Accept-Encoding";
        context.Response.ContentType = type.StartsWith("text/", StringComparison.Ordinal) ? type + "; charset=utf-8" : type;
        await SendAsync(context, files, path, file);
    }

    private static async Task SendAsync(HttpContext context, IFileProvider files, string path, IFileInfo file)
    {
        var accepted = context.Request.Headers.AcceptEncoding.ToString();
        foreach (var (encoding, suffix) in Compressed)
        {
            if (accepted.Contains(encoding, StringComparison.OrdinalIgnoreCase) && Find(files, path + suffix) is { } smaller)
            {
                file = smaller;
                context.Response.Headers.ContentEncoding = encoding;
                break;
            }
        }

        var tag = string.Create(CultureInfo.InvariantCulture, $"\"{file.LastModified.UtcTicks:x}-{file.Length:x}\"");
        context.Response.Headers.ETag = tag;
        if (context.Request.Headers.IfNoneMatch.Any(one => one is not null && (one.Contains(tag, StringComparison.Ordinal) || one == "*")))
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        context.Response.ContentLength = file.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
            await context.Response.SendFileAsync(file, context.RequestAborted);
    }

    private static IFileInfo? Find(IFileProvider files, string path) => files.GetFileInfo($"{Folder}/{path}") is { Exists: true, IsDirectory: false } file ? file : null;

    /// <summary>The bundler's names for chunks: their content never changes under one name.</summary>
    [GeneratedRegex(@"-[A-Za-z0-9_-]{8}\.[a-z0-9]+(\.map)?$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 100)]
    private static partial Regex Hashed();
}
