using Cairn.CommServe.Browsing;
using Cairn.CommServe.Catalog;
using Cairn.CommServe.Jobs.Backups;
using Cairn.CommServe.Jobs.Queueing;
using Cairn.CommServe.Jobs.Restores;
using Cairn.CommServe.Repositories;
using Cairn.CommServe.Tasks;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Cairn.CommServe.Jobs;

internal static class JobServices
{
    /// <summary>Registers tasks, jobs and browsing. Agents are what is registered as <see cref="DataAgents.IDataAgent"/>.</summary>
    public static IServiceCollection AddJobs(this IServiceCollection services)
    {
        services.TryAddSingleton(new JobEngineOptions());
        services.AddSingleton<LibraryRepositories>();
        services.AddSingleton<JobChanges>();
        services.AddSingleton<RunningJobs>();
        services.AddSingleton<JobJournal>();

        services.AddSingleton<LocalAgents>();
        services.AddSingleton<SnapshotLookup>();
        services.AddSingleton<Checkpoints>();
        services.AddSingleton<ClientBackup>();
        services.AddSingleton<BackupRun>();
        services.AddSingleton<RestoreRun>();

        services.AddSingleton<JobAssignments>();
        services.AddSingleton<JobRunner>();
        services.AddSingleton<JobRecovery>();
        services.AddSingleton<QueueReading>();
        services.AddSingleton<ProgressWriting>();
        services.AddHostedService<JobEngine>();
        return services.AddFronts();
    }

    // What other projects use has constructors that take internals, which the container can't call by itself.
    private static IServiceCollection AddFronts(this IServiceCollection services)
    {
        services.AddSingleton<TaskStore>();
        services.AddSingleton(provider => new CreateTask(
            Catalog(provider), Get<EntityResolution>(provider), Get<InventoryReferences>(provider), Get<TaskStore>(provider),
            Get<JobChanges>(provider), Get<TimeProvider>(provider)));
        services.AddSingleton(provider => new JobQueries(
            Catalog(provider), Get<RunningJobs>(provider), Get<JobChanges>(provider), Get<TimeProvider>(provider)));
        services.AddSingleton<TaskQueries>();
        services.AddSingleton<JobSelecting>();
        services.AddSingleton(provider => new JobControl(
            Catalog(provider), Get<JobSelecting>(provider), Get<JobJournal>(provider), Get<RunningJobs>(provider)));
        services.AddSingleton(provider => new JobWatch(Get<JobQueries>(provider), Get<JobChanges>(provider), Get<TimeProvider>(provider)));
        services.AddSingleton(provider => new Browse(Catalog(provider), Get<SnapshotLookup>(provider)));
        return services;
    }

    private static IDbContextFactory<CatalogContext> Catalog(IServiceProvider provider) => Get<IDbContextFactory<CatalogContext>>(provider);

    private static T Get<T>(IServiceProvider provider)
        where T : notnull => provider.GetRequiredService<T>();
}
