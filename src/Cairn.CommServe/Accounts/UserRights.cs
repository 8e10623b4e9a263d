using Cairn.CommServe.Catalog;
using Microsoft.EntityFrameworkCore;

namespace Cairn.CommServe.Accounts;

/// <summary>
/// What a user may do, and where. Rights add up: what any of the user's roles gives, on an entity or above it, holds. Without any, the user
/// sees nothing.
/// </summary>
public sealed class UserRights
{
    /// <summary>All rights on everything; also the server's own.</summary>
    public static readonly UserRights Everything = new([new Grant(Right.Administer, EntityPath.CommCell)]);

    private readonly IReadOnlyList<Grant> _grants;

    internal UserRights(IEnumerable<Grant> grants) => _grants = [.. grants.Where(grant => grant.Rights != Right.None)];

    /// <summary>Whether the user has the right on this entity as a whole.</summary>
    public bool May(Right right, EntityPath on) => _grants.Any(grant => grant.Rights.HasFlag(right) && grant.On.Holds(on));

    /// <summary>
    /// Whether the entity exists for the user: the user has some right on it, or on something below it. Whoever sees a subclient knows
    /// its client's name.
    /// </summary>
    public bool Sees(EntityPath entity) => _grants.Any(grant => grant.On.Holds(entity) || entity.Holds(grant.On));

    /// <summary>Those of the subclients that the user may view.</summary>
    public IQueryable<Subclient> Visible(IQueryable<Subclient> subclients)
    {
        if (May(Right.View, EntityPath.CommCell))
            return subclients;
        var ids = Keys(on => on.SubclientId);
        var sets = Keys(on => on.SubclientId is null ? on.BackupSetId : null);
        var clients = Keys(on => on.BackupSetId is null ? on.ClientId : null);
        return subclients.Where(subclient => ids.Contains(subclient.Id) || sets.Contains(subclient.BackupSetId)
            || clients.Contains(subclient.BackupSet!.Instance!.Agent!.ClientId));
    }

    /// <summary>Those of the clients that the user <see cref="Sees"/>.</summary>
    public IQueryable<Client> Visible(IQueryable<Client> clients)
    {
        if (May(Right.View, EntityPath.CommCell))
            return clients;
        var ids = Keys(on => on.ClientId);
        return clients.Where(client => ids.Contains(client.Id));
    }

    /// <summary>Those of the jobs whose subclients the user may view.</summary>
    internal IQueryable<Job> Visible(CatalogContext catalog, IQueryable<Job> jobs)
    {
        if (May(Right.View, EntityPath.CommCell))
            return jobs;
        var subclients = Visible(catalog.Subclients).Select(subclient => subclient.Id);
        return jobs.Where(job => subclients.Contains(job.SubclientId));
    }

    /// <summary>Takes from a client's tree what the user doesn't see.</summary>
    internal void Prune(Client client)
    {
        if (May(Right.View, new EntityPath(client.Id)))
            return;
        client.Agents.RemoveAll(agent => !Sees(new EntityPath(client.Id, agent.Id)));
        foreach (var instances in client.Agents.Select(agent => agent.Instances))
            instances.RemoveAll(instance => !Sees(new EntityPath(client.Id, instance.AgentId, instance.Id)));
        foreach (var sets in client.Agents.SelectMany(agent => agent.Instances).Select(instance => instance.BackupSets))
        {
            sets.RemoveAll(set => !Sees(EntityPath.Of(set)));
            foreach (var set in sets)
                set.Subclients.RemoveAll(subclient => !Sees(EntityPath.Of(subclient)));
        }
    }

    internal static async Task<UserRights> OfAsync(CatalogContext catalog, int userId, CancellationToken cancellationToken) => new(
        await catalog.RoleAssociations.Where(row => row.UserId == userId).Select(Grant.Of).ToListAsync(cancellationToken));

    private List<int> Keys(Func<EntityPath, int?> keyOf) => [.. _grants.Select(grant => keyOf(grant.On)).OfType<int>().Distinct()];
}
