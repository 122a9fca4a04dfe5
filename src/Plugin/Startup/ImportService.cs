using CrmContacts.Core;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CrmContacts.Startup;

/// <summary>Carries imports out, outside of the requests that started them.</summary>
internal sealed class ImportService(CrmStore store, TimeProvider clock, ILogger<ImportService> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await store.WorkAsync(stoppingToken);
                return;
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault)
            {
                // A fault of the store (full disk, database away) must not end the host: reads go on, and so do imports when it is over.
                log.LogError(fault, "Imports stopped; they are taken up again in {Pause}.", Pause);
                await Task.Delay(Pause, clock, stoppingToken);
            }
        }
    }
}
