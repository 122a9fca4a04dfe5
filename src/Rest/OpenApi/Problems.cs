using CrmContacts.Core.Errors;
using Microsoft.AspNetCore.WebUtilities;
using System.Text.Json.Nodes;

namespace CrmContacts.Rest.OpenApi;

/// <summary>A refusal as the document tells it.</summary>
/// <param name="Detail">What such an answer says, for example.</param>
internal sealed record ProblemText(int Status, string Code, string Detail)
{
    public JsonObject Example() => new()
    {
        ["type"] = "about:blank", ["title"] = ReasonPhrases.GetReasonPhrase(Status), ["status"] = Status, ["detail"] = Detail, ["code"] = Code,
    };
}

/// <summary>Every refusal that a route may answer.</summary>
internal static class Problems
{
    /// <summary>What HTTP itself refuses.</summary>
    public static readonly ProblemText MediaType = new(415, "media_type_unsupported", "Send the file as text/csv, as multipart/form-data with a part named file, or as application/json with the text in csv.");
    private static readonly ProblemText Method = new(405, "method_not_allowed", "This address takes GET.");
    private static readonly ProblemText Internal = new(500, "internal", "Something went wrong on our side. It is in the log; please try again.");

    private static readonly Dictionary<ErrorCode, string> Details = new()
    {
        [ErrorCode.NotAuthenticated] = "Sign in first: this needs a valid bearer token.",
        [ErrorCode.NotAuthorized] = "This needs the permission crm.edit.",
        [ErrorCode.TenantUnknown] = "The tenant of this token is not known here.",
        [ErrorCode.NotFound] = "There is nothing here that you may see.",
        [ErrorCode.FilterInvalid] = "where.shoe is no field that can be filtered by.",
        [ErrorCode.FileEmpty] = "The file is empty. Send a CSV file with a header and at least one row.",
        [ErrorCode.FileHeaderOnly] = "The file has a header and no rows below it. There is nothing to import.",
        [ErrorCode.FileNotCsv] = "This is an Excel workbook, no CSV. Save it as CSV and send that.",
        [ErrorCode.FileTooLarge] = "A file may have 1024 MiB here.",
        [ErrorCode.FileRefused] = "The file has 1001 columns; at most 1000 are taken.",
        [ErrorCode.FileMissing] = "There is no file: send one, or name a staged one with staged.",
        [ErrorCode.StagingFull] = "The tenant's staging area is full. Earlier uploads go after their time; try again later.",
        [ErrorCode.MappingInvalid] = "The mapping of column \"Mail\" names the target \"mail\", which does not exist.",
        [ErrorCode.MappingRequiredMissing] = "No column is imported as a name. Map a column to first_name, last_name or _full_name.",
        [ErrorCode.OptionInvalid] = "on_duplicate is update or skip, not 'replace'.",
        [ErrorCode.ListUnknown] = "There is no list 'Fair'.",
        [ErrorCode.ImportMapUnknown] = "There is no saved import map with this id.",
        [ErrorCode.StagedUnknown] = "There is no staged file with this token: it was taken up already, or its time is over.",
        [ErrorCode.CallInvalid] = "direction is inbound or outbound.",
        [ErrorCode.AgentUnknown] = "There is no agent 'zoe'.",
        [ErrorCode.AgentAmbiguous] = "'Bob' names more than one agent; use the id.",
        [ErrorCode.IdempotencyMismatch] = "This Idempotency-Key was used for another file or other options.",
        [ErrorCode.ImportNotCancellable] = "The import is over; there is nothing to cancel.",
        [ErrorCode.ImportNotUndoable] = "The import was taken back already.",
        [ErrorCode.TooManyDryRuns] = "20 dry runs an hour are allowed. Import the file, or try again later.",
        [ErrorCode.RateLimited] = "100 imports of this organization are waiting or running, which is as many as may. Try again when some have ended.",
        [ErrorCode.NameTaken] = "There is an import map named 'Fair' already.",
        [ErrorCode.CursorInvalid] = "after is no cursor of what was kept.",
        [ErrorCode.RequestInvalid] = "The body is not valid JSON.",
        [ErrorCode.StorageFull] = "The server's disk is full: nothing was written. Try again when there is space.",
        [ErrorCode.Unavailable] = "The service cannot tell who you are just now; please try again.",
    };

    /// <summary>All of them, by status.</summary>
    public static IReadOnlyList<ProblemText> All { get; } = [.. Details.Keys.Select(Of).Append(MediaType).Append(Method).Append(Internal).OrderBy(p => p.Status).ThenBy(p => p.Code, StringComparer.Ordinal)];

    /// <summary>What any route may answer, and what this one may besides.</summary>
    public static IEnumerable<IGrouping<int, ProblemText>> Of(RestOperation operation) =>
        new[] { ErrorCode.NotAuthenticated, ErrorCode.NotAuthorized, ErrorCode.TenantUnknown, ErrorCode.NotFound, ErrorCode.Unavailable, ErrorCode.StorageFull }
            .Concat(operation.Refusals).Distinct().Select(Of)
            .Concat(operation.Forms.Count > 0 ? [MediaType, Internal] : [Internal])
            .GroupBy(p => p.Status).OrderBy(group => group.Key);

    private static ProblemText Of(ErrorCode code) => new(code.Wire().Status, code.Wire().Rest, Details[code]);
}
