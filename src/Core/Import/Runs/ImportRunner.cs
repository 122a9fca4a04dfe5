namespace CrmContacts.Core.Import.Runs;

internal sealed class ImportRunner
{
    public Task RunAsync(CancellationToken cancellation) => Task.Delay(Timeout.Infinite, cancellation).ContinueWith(_ => { }, TaskScheduler.Default);
}
