using CrmContacts.Core.Visibility;
using CrmContacts.GraphQL.Execution;
using GraphQL;
using GraphQL.Execution;
using GraphQL.Validation;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ExecutionContext = GraphQL.Execution.ExecutionContext;

namespace CrmContacts.GraphQL.Http;

/// <summary>What became of an operation. Without data it was refused before anything was read.</summary>
internal sealed record Outcome(IReadOnlyList<ExecutionError>? Errors, ExecutionNode? Data, RequestState? State)
{
    /// <summary>Set in place of <see cref="Data"/> for an operation that was executed directly.</summary>
    public IReadOnlyList<DirectField>? Direct { get; init; }

    public bool HasData => State is { Began: true };
}

/// <summary>Runs operations: document from the cache or read within the limits, validated once, executed against one snapshot.</summary>
internal sealed partial class OperationRunner(DocumentCache cache, IOptions<CrmGraphQLOptions> options, IHostEnvironment environment, ILogger<OperationRunner> log)
{
    private readonly CrmSchema _schema = new();
    private readonly DocumentLimits _limits = new(options.Value, options.Value.Introspection ?? environment.IsDevelopment());
    private readonly PersistedDocuments _persisted = new(options.Value);
    private readonly OneStrategy _strategy = new();
    private DocumentExecuter? _executer;

    /// <summary>The document of a request: parsed, within the limits, perhaps known to be valid.</summary>
    /// <exception cref="ExecutionError">It cannot be parsed, or is past a limit.</exception>
    public CheckedDocument Read(GraphQLRequest request)
    {
        var text = _persisted.TextOf(request);
        return cache.Find(text) ?? _limits.Read(text);
    }

    public async Task<Outcome> RunAsync(CheckedDocument document, GraphQLRequest request, Viewer viewer, IServiceProvider services, CancellationToken cancellation)
    {
        var state = new RequestState(viewer, request.Variables, options.Value.MaxCost);
        if (document.Direct is { } direct && await direct.RunAsync(state, services, cancellation) is { } fields)
            return new(null, null, state) { Direct = fields };

        _executer ??= new(new GraphQLDocumentBuilder(), new DocumentValidator(), _strategy, []);
        var result = await _executer.ExecuteAsync(new ExecutionOptions
        {
            Schema = _schema,
            Query = document.Text,
            Document = document.Document,
            OperationName = request.OperationName,
            Variables = request.Variables,
            UserContext = state,
            RequestServices = services,
            CancellationToken = cancellation,
            ValidationRules = document.Valid ? [] : null,
            UnhandledExceptionDelegate = failure =>
            {
                LogFailure(log, failure.OriginalException, failure.FieldContext?.FieldDefinition.Name ?? "-");
                return Task.CompletedTask;
            },
        });
        if (state.Began && !document.Valid)
        {
            document.Valid = true;
            document.Direct = DirectOperation.Of(_schema, document.Document, _strategy.Execution);
            cache.Keep(document);
        }

        return new(result.Errors is { Count: > 0 } errors ? [.. errors] : null, result.Data as ExecutionNode, state);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The GraphQL field {Field} failed")]
    private static partial void LogFailure(ILogger log, Exception failure, string field);

    private sealed class OneStrategy : IExecutionStrategySelector
    {
        public CrmExecution Execution { get; } = new();

        public IExecutionStrategy Select(ExecutionContext context) => Execution;
    }
}
