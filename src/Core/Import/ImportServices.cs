using CrmContacts.Core.Import.Runs;
using Microsoft.Extensions.DependencyInjection;

namespace CrmContacts.Core.Import;

internal static class ImportServices
{
    public static IServiceCollection AddImports(this IServiceCollection services) =>
        services.AddSingleton<ImportRunner>().AddScoped<ImportReader>().AddSingleton<ImportWriter>();
}
