using CrmContacts.Core.Data;
using CrmContacts.Core.Directory;
using CrmContacts.Core.Events;
using CrmContacts.Core.Fairness;
using CrmContacts.Core.Import.Maps;
using CrmContacts.Core.Import.Runs;
using CrmContacts.Core.Import.Staging;
using Microsoft.Extensions.DependencyInjection;

namespace CrmContacts.Core.Import;

internal static class ImportServices
{
    public static IServiceCollection AddImports(this IServiceCollection services) => services
        .AddSingleton<IStagedFiles>(p => StagedPlace.Open(p.GetRequiredService<CrmCoreOptions>(), p.GetRequiredService<Store>()))
        .AddSingleton(p => new Scratch(p.GetRequiredService<CrmCoreOptions>().DataDirectory))
        .AddSingleton<StagedPurge>()
        .AddSingleton<ImportStore>()
        .AddSingleton<ImportAudit>()
        .AddSingleton<ImportSignals>()
        .AddSingleton<ICrmListener>(p => p.GetRequiredService<ImportSignals>())
        .AddSingleton<ImportRunner>()
        .AddScoped<RunReader>()
        .AddScoped<ImportMapReader>()
        .AddSingleton<ImportMapWriter>(p => new(p.GetRequiredService<Store>()))
        .AddSingleton<ImportReader>(p => new(p.GetRequiredService<ImportStore>(), p.GetRequiredService<IStagedFiles>()))
        .AddSingleton<ImportWriter>(p => new(
            p.GetRequiredService<CrmCoreOptions>(), p.GetRequiredService<Store>(), p.GetRequiredService<ImportStore>(),
            p.GetRequiredService<IStagedFiles>(), p.GetRequiredService<IAgentDirectory>(), p.GetRequiredService<ImportSignals>(), p.GetRequiredService<CrmEvents>(), p.GetRequiredService<FairShares>()));
}
