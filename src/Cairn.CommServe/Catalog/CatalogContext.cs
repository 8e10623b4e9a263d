using Cairn.CommServe.Catalog.Mapping;
using Microsoft.EntityFrameworkCore;

namespace Cairn.CommServe.Catalog;

/// <summary>
/// The catalog: one SQLite file that knows the inventory, the tasks and the jobs. Services take an
/// <see cref="IDbContextFactory{TContext}"/> and use one context for one operation.
/// </summary>
public sealed class CatalogContext(DbContextOptions<CatalogContext> options) : DbContext(options)
{
    public DbSet<CommCell> CommCells => Set<CommCell>();
    public DbSet<Client> Clients => Set<Client>();
    public DbSet<Agent> Agents => Set<Agent>();
    public DbSet<Instance> Instances => Set<Instance>();
    public DbSet<BackupSet> BackupSets => Set<BackupSet>();
    public DbSet<Subclient> Subclients => Set<Subclient>();

    public DbSet<MediaAgent> MediaAgents => Set<MediaAgent>();
    public DbSet<Library> Libraries => Set<Library>();
    public DbSet<DrivePool> DrivePools => Set<DrivePool>();
    public DbSet<Drive> Drives => Set<Drive>();
    public DbSet<SpareGroup> SpareGroups => Set<SpareGroup>();
    public DbSet<StoragePolicy> StoragePolicies => Set<StoragePolicy>();
    public DbSet<StoragePolicyCopy> StoragePolicyCopies => Set<StoragePolicyCopy>();

    public DbSet<Location> Locations => Set<Location>();
    public DbSet<Alert> Alerts => Set<Alert>();
    public DbSet<Calendar> Calendars => Set<Calendar>();

    public DbSet<User> Users => Set<User>();
    public DbSet<LoginSession> LoginSessions => Set<LoginSession>();
    public DbSet<Role> Roles => Set<Role>();
    public DbSet<RoleAssociation> RoleAssociations => Set<RoleAssociation>();

    public DbSet<TaskRecord> Tasks => Set<TaskRecord>();
    public DbSet<Subtask> Subtasks => Set<Subtask>();
    public DbSet<Job> Jobs => Set<Job>();
    public DbSet<JobAttempt> JobAttempts => Set<JobAttempt>();
    public DbSet<JobEvent> JobEvents => Set<JobEvent>();
    public DbSet<JobItemFailure> JobItemFailures => Set<JobItemFailure>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UnixMilliseconds>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        ClientMapping.Map(modelBuilder);
        StorageMapping.Map(modelBuilder);
        UserMapping.Map(modelBuilder);
        TaskMapping.Map(modelBuilder);
        JobMapping.Map(modelBuilder);
    }
}
