using Cairn.CommServe.Accounts;
using Cairn.CommServe.Catalog;
using Cairn.CommServe.FirstStart;
using Cairn.CommServe.Inventory;
using Cairn.CommServe.Jobs;
using Cairn.CommServe.Tasks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Cairn.CommServe;

public static class CommServeServices
{
    /// <summary>
    /// Registers the control plane. Before anything else is used, <see cref="CatalogStartup.RunAsync"/> has to have run.
    /// </summary>
    public static IServiceCollection AddCommServe(this IServiceCollection services, CommServeOptions options)
    {
        services.AddSingleton(options);
        services.TryAddSingleton(TimeProvider.System);
        services.AddPooledDbContextFactory<CatalogContext>(builder => CatalogConnection.Configure(builder, options.CatalogFile));

        services.AddSingleton<DataFolder>();
        services.AddSingleton<CatalogStartup>();

        services.AddSingleton<Passwords>();
        services.AddSingleton<Sessions>();
        services.AddSingleton<Login>();

        services.AddSingleton<Apply>();

        services.AddSingleton<EntityResolution>();
        services.AddSingleton<InventoryReferences>();
        return services.AddJobs();
    }
}
