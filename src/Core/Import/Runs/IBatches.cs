namespace CrmContacts.Core.Import.Runs;

/// <summary>What becomes of the rows of a run, batch by batch.</summary>
internal interface IBatches : IDisposable
{
    /// <returns>How long the store was held; null when another node owns the run.</returns>
    Task<TimeSpan?> DoAsync(IReadOnlyList<PreparedRow> rows, CancellationToken cancellation);

    /// <summary>Nothing more will come.</summary>
    /// <returns>False when another node owns the run.</returns>
    Task<bool> EndAsync(CancellationToken cancellation);
}
