using Microsoft.EntityFrameworkCore;

namespace Cairn.CommServe.Catalog.Mapping;

/// <summary>
/// The CommCell and the tree from client to subclient. A parent takes its children with it, but a subclient that
/// has jobs can't be deleted (<see cref="JobMapping"/>): its data would have no owner.
/// </summary>
internal static class ClientMapping
{
    public static void Map(ModelBuilder model)
    {
        model.Entity<CommCell>().Property(cell => cell.Id).ValueGeneratedNever();
        model.Entity<Client>(client =>
        {
            client.HasUniqueName(row => row.Name);
            client.HasMany(row => row.Agents).WithOne(agent => agent.Client).OnDelete(DeleteBehavior.Cascade);
        });
        model.Entity<Agent>(agent =>
        {
            agent.HasUniqueName(row => row.AppName, nameof(Agent.ClientId));
            agent.HasIndex(row => new { row.ClientId, row.ApplicationId }).IsUnique();
            agent.HasMany(row => row.Instances).WithOne(instance => instance.Agent).OnDelete(DeleteBehavior.Cascade);
        });
        model.Entity<Instance>(instance =>
        {
            instance.HasUniqueName(row => row.Name, nameof(Instance.AgentId));
            instance.HasIndex(row => row.Number).IsUnique().HasFilter($"Number <> {Instance.FileSystemNumber}");
            instance.HasMany(row => row.BackupSets).WithOne(set => set.Instance).OnDelete(DeleteBehavior.Cascade);
        });
        model.Entity<BackupSet>(set =>
        {
            set.HasUniqueName(row => row.Name, nameof(BackupSet.InstanceId));
            set.HasMany(row => row.Subclients).WithOne(subclient => subclient.BackupSet).OnDelete(DeleteBehavior.Cascade);
        });
        model.Entity<Subclient>(subclient =>
        {
            subclient.HasUniqueName(row => row.Name, nameof(Subclient.BackupSetId));
            subclient.HasOne(row => row.StoragePolicy).WithMany().OnDelete(DeleteBehavior.Restrict);
        });
    }
}
