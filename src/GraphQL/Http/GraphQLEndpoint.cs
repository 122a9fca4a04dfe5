using System.Text.Json;
using CrmContacts.Core.Errors;
using CrmContacts.Core.Fairness;
using CrmContacts.Core.Visibility;
using CrmContacts.GraphQL.Errors;
using CrmContacts.GraphQL.Scalars;
using GraphQL;
using GraphQL.Execution;
using GraphQLParser.AST;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CrmContacts.GraphQL.Http;

/// <summary>GraphQL over HTTP.</summary>
internal sealed partial class GraphQLEndpoint(OperationRunner runner, FairShares shares, IOptions<CrmGraphQLOptions> options, ILogger<GraphQLEndpoint> log)
{
    public async Task HandleAsync(HttpContext http)
    {
        if (AnswerMedia.Accepted(http.Request) is not { } media)
        {
            await AnswerAsync(http, AnswerMedia.Json, StatusCodes.Status406NotAcceptable, Refused(WireCodes.Accept, "Accept application/graphql-response+json or application/json."));
            return;
        }

        if (http.Features.Get<Viewer>() is not { } viewer)
        {
            http.Response.Headers.WWWAuthenticate = "Bearer";
            await AnswerAsync(http, media, StatusCodes.Status401Unauthorized, Refused(ErrorCode.NotAuthenticated.Wire().GraphQL, "Sign in first: there is no valid token with this request."));
            return;
        }

        if (HttpMethods.IsGet(http.Request.Method) && http.Request.Query.ContainsKey("sdl"))
        {
            http.Response.ContentType = "application/graphql; charset=utf-8";
            await http.Response.WriteAsync(SchemaText.Sdl, http.RequestAborted);
            return;
        }

        using var operation = new OperationMeter(viewer);
        try
        {
            await RunAsync(http, media, viewer, operation);
        }
        catch (RequestRefused refused)
        {
            await AnswerAsync(http, media, refused.Status, new([refused.Error], null, null));
        }
        catch (CrmException refused) when (refused.Code == ErrorCode.RateLimited)
        {
            http.Response.Headers.RetryAfter = refused.RetryAfterSeconds;
            await AnswerAsync(http, media, StatusCodes.Status429TooManyRequests, Refused(refused.Code.Wire().GraphQL, refused.Message));
        }
        catch (ExecutionError refused)
        {
            await AnswerAsync(http, media, media.StatusOfRefusal, new([refused], null, null));
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // Nobody waits for the answer any more.
            operation.Abandoned();
        }
        catch (Exception fault) when (!http.Response.HasStarted)
        {
            operation.Failed(fault);
            LogFault(log, fault);
            await AnswerAsync(http, media, StatusCodes.Status500InternalServerError, new([new UnhandledError("", fault)], null, null));
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A GraphQL request failed")]
    private static partial void LogFault(ILogger log, Exception fault);

    private async Task RunAsync(HttpContext http, AnswerMedia media, Viewer viewer, OperationMeter operation)
    {
        shares.DemandCost(viewer.Tenant);
        var request = await GraphQLRequest.ReadAsync(http.Request, options.Value, http.RequestAborted);
        var document = runner.Read(request);
        var kind = document.Operation(request.OperationName)?.Operation;
        operation.Found(kind);
        if (request.Reading && kind is not (null or OperationType.Query))
        {
            http.Response.Headers.Allow = "POST";
            throw new RequestRefused(StatusCodes.Status405MethodNotAllowed, WireCodes.Method, "A mutation comes by POST.");
        }

        var outcome = await runner.RunAsync(document, request, viewer, http.RequestServices, http.RequestAborted);
        operation.Ended(outcome);
        shares.Spend(viewer.Tenant, outcome.State?.Cost ?? 0);
        var reportsCost = outcome.HasData && http.Request.Headers["GraphQL-Cost"] == "report";
        await AnswerAsync(http, media, outcome.HasData ? StatusCodes.Status200OK : media.StatusOfRefusal, outcome, reportsCost);
    }

    private static async Task AnswerAsync(HttpContext http, AnswerMedia media, int status, Outcome outcome, bool reportsCost = false)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = media.ContentType;
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers.XContentTypeOptions = "nosniff";
        await using (var json = new Utf8JsonWriter(http.Response.BodyWriter, ValueJson.Options))
            AnswerWriter.Write(json, outcome, reportsCost);
        await http.Response.BodyWriter.FlushAsync(http.RequestAborted);
    }

    private static Outcome Refused(string code, string message) => new([Refusals.Of(code, message)], null, null);
}
