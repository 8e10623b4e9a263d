using Cairn.CommServe.Accounts;
using Cairn.CommServe.Catalog;
using Cairn.CommServe.FirstStart;
using Cairn.CommServe.Inventory;
using Cairn.CommServe.Jobs;
using Cairn.CommServe.Tasks;
using Microsoft.EntityFrameworkCore;
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
        services.AddSingleton<InventoryVersion>();
        services.AddSingleton<InventoryCache>();
        services.AddPooledDbContextFactory<CatalogContext>((provider, builder) =>
            CatalogConnection.Configure(builder, options.CatalogFile, provider.GetRequiredService<InventoryVersion>()));

        services.AddSingleton<DataFolder>();
        services.AddSingleton<CatalogStartup>();

        services.AddSingleton<Passwords>();
        services.AddSingleton(provider => new Sessions(
            provider.GetRequiredService<IDbContextFactory<CatalogContext>>(), provider.GetRequiredService<InventoryCache>(),
            provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<Login>();

        services.AddSingleton<Apply>();

        services.AddSingleton(provider => new EntityResolution(
            provider.GetRequiredService<IDbContextFactory<CatalogContext>>(), provider.GetRequiredService<InventoryCache>()));
        services.AddSingleton(provider => new InventoryReferences(
            provider.GetRequiredService<IDbContextFactory<CatalogContext>>(), provider.GetRequiredService<InventoryCache>()));
        return services.AddJobs();
    }
}
