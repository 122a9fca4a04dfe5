using CrmContacts.Core;
using Microsoft.Extensions.Hosting;

namespace CrmContacts.Startup;

/// <summary>Carries out what goes on outside of the requests that started it: imports, bulk actions, the counting of lists. A fault of the store ends none of it, nor the host.</summary>
internal sealed class ImportService(CrmStore store) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => store.WorkAsync(stoppingToken);
}
