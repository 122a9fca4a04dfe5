namespace CrmContacts.Core.Errors;

/// <summary>Every refusal of Core. The wire names and statuses stand in <see cref="ErrorCodes"/>.</summary>
public enum ErrorCode
{
    NotAuthenticated, NotAuthorized, TenantUnknown, NotFound,
    PageSizeInvalid, CursorInvalid, PagingInvalid, FilterInvalid, SortInvalid, CostExceeded,
    FileEmpty, FileHeaderOnly, FileNotCsv, FileTooLarge, FileRefused, FileMissing, StagingFull,
    MappingInvalid, MappingRequiredMissing, OptionInvalid, ListUnknown, ImportMapUnknown, StagedUnknown,
    CallInvalid, AgentUnknown, AgentAmbiguous, IdempotencyMismatch, ImportNotCancellable, ImportNotUndoable, NameTaken, TooManyDryRuns, RateLimited, RequestInvalid, StorageFull, Unavailable,
}

/// <summary>How one refusal reads on each transport.</summary>
/// <param name="Rest">The <c>code</c> of the problem document, snake_case.</param>
/// <param name="Status">The HTTP status of a REST answer.</param>
/// <param name="GraphQL">The <c>extensions.code</c> of a GraphQL error.</param>
public sealed record ErrorWire(string Rest, int Status, string GraphQL);

/// <summary>The one table of error codes.</summary>
public static class ErrorCodes
{
    private static readonly Dictionary<ErrorCode, ErrorWire> Table = new()
    {
        [ErrorCode.NotAuthenticated] = new("not_authenticated", 401, "AUTH_NOT_AUTHENTICATED"),
        [ErrorCode.NotAuthorized] = new("not_authorized", 403, "AUTH_NOT_AUTHORIZED"),
        [ErrorCode.TenantUnknown] = new("tenant_unknown", 404, "TENANT_UNKNOWN"),
        [ErrorCode.NotFound] = new("not_found", 404, "NOT_FOUND"),
        [ErrorCode.PageSizeInvalid] = new("page_size_invalid", 400, "HC0051"),
        [ErrorCode.CursorInvalid] = new("cursor_invalid", 400, "HC0078"),
        [ErrorCode.PagingInvalid] = new("paging_invalid", 400, "HC0079"),
        [ErrorCode.FilterInvalid] = new("filter_invalid", 400, "HC0026"),
        [ErrorCode.SortInvalid] = new("sort_invalid", 400, "HC0026"),
        [ErrorCode.CostExceeded] = new("cost_exceeded", 400, "HC0047"),
        [ErrorCode.FileEmpty] = new("file_empty", 400, "FILE_EMPTY"),
        [ErrorCode.FileHeaderOnly] = new("file_header_only", 400, "FILE_HEADER_ONLY"),
        [ErrorCode.FileNotCsv] = new("file_not_csv", 400, "FILE_NOT_CSV"),
        [ErrorCode.FileTooLarge] = new("file_too_large", 413, "FILE_TOO_LARGE"),
        [ErrorCode.FileRefused] = new("file_refused", 400, "FILE_REFUSED"),
        [ErrorCode.FileMissing] = new("file_missing", 400, "FILE_MISSING"),
        [ErrorCode.StagingFull] = new("staging_full", 507, "STAGING_FULL"),
        [ErrorCode.MappingInvalid] = new("mapping_invalid", 400, "MAPPING_INVALID"),
        [ErrorCode.MappingRequiredMissing] = new("mapping_required_missing", 400, "MAPPING_REQUIRED_MISSING"),
        [ErrorCode.OptionInvalid] = new("option_invalid", 400, "OPTION_INVALID"),
        [ErrorCode.ListUnknown] = new("list_unknown", 400, "LIST_UNKNOWN"),
        [ErrorCode.ImportMapUnknown] = new("import_map_unknown", 400, "IMPORT_MAP_UNKNOWN"),
        [ErrorCode.StagedUnknown] = new("staged_unknown", 404, "STAGED_UNKNOWN"),
        [ErrorCode.CallInvalid] = new("call_invalid", 400, "CALL_INVALID"),
        [ErrorCode.AgentUnknown] = new("agent_unknown", 400, "AGENT_UNKNOWN"),
        [ErrorCode.AgentAmbiguous] = new("agent_ambiguous", 400, "AGENT_AMBIGUOUS"),
        [ErrorCode.IdempotencyMismatch] = new("idempotency_mismatch", 422, "IDEMPOTENCY_MISMATCH"),
        [ErrorCode.ImportNotCancellable] = new("import_not_cancellable", 409, "IMPORT_NOT_CANCELLABLE"),
        [ErrorCode.ImportNotUndoable] = new("import_not_undoable", 409, "IMPORT_NOT_UNDOABLE"),
        [ErrorCode.TooManyDryRuns] = new("too_many_dry_runs", 429, "TOO_MANY_DRY_RUNS"),
        [ErrorCode.RateLimited] = new("rate_limited", 429, "RATE_LIMITED"),
        [ErrorCode.NameTaken] = new("name_taken", 409, "NAME_TAKEN"),
        [ErrorCode.RequestInvalid] = new("request_invalid", 400, "HC0009"),
        [ErrorCode.StorageFull] = new("storage_full", 507, "STORAGE_FULL"),
        [ErrorCode.Unavailable] = new("unavailable", 503, "UNAVAILABLE"),
    };

    /// <summary>How <paramref name="code"/> reads on the wire.</summary>
    public static ErrorWire Wire(this ErrorCode code) => Table[code];

    /// <summary>Every code with its wire form, for documents and tests.</summary>
    public static IReadOnlyDictionary<ErrorCode, ErrorWire> All => Table;
}
