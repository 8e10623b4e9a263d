using Cairn.CommServe.Accounts;
using Cairn.CommServe.Catalog;
using Cairn.CommServe.Refusals;
using Microsoft.EntityFrameworkCore;

namespace Cairn.CommServe.Tasks;

/// <summary>The part of an association's path that its ids fix: the lowest entity with an id of its own, and its parents.</summary>
/// <param name="Entity">Empty when no id was given.</param>
/// <param name="IdGiven">The id that fixed it, for messages: <c>subclientId 12</c>.</param>
internal sealed record FixedPath(EntityPath Entity, string? IdGiven)
{
    /// <exception cref="RefusalException">One of the ids does not exist, or not for the caller.</exception>
    public static async Task<FixedPath> FindAsync(
        CatalogContext catalog, AssociationSpec spec, UserRights rights, CancellationToken cancellationToken)
    {
        var path = new FixedPath(EntityPath.CommCell, null);
        if (spec.ClientId is { } client)
            path = await FindAsync(EntityLevel.Client, client, catalog.Clients.Where(row => row.Id == client)
                .Select(row => new EntityPath(row.Id, null, null, null, null)), rights, cancellationToken);
        if (spec.InstanceId is { } instance and not Instance.FileSystemNumber)
            path = await FindAsync(EntityLevel.Instance, instance, catalog.Instances.Where(row => row.Number == instance)
                .Select(row => new EntityPath(row.Agent!.ClientId, row.AgentId, row.Id, null, null)), rights, cancellationToken);
        if (spec.BackupSetId is { } set)
            path = await FindAsync(EntityLevel.BackupSet, set, catalog.BackupSets.Where(row => row.Id == set)
                .Select(row => new EntityPath(
                    row.Instance!.Agent!.ClientId, row.Instance.AgentId, row.InstanceId, row.Id, null)), rights, cancellationToken);
        if (spec.SubclientId is { } subclient)
            path = await FindAsync(EntityLevel.Subclient, subclient, catalog.Subclients.Where(row => row.Id == subclient)
                .Select(row => new EntityPath(
                    row.BackupSet!.Instance!.Agent!.ClientId, row.BackupSet.Instance.AgentId, row.BackupSet.InstanceId,
                    row.BackupSetId, row.Id)), rights, cancellationToken);
        return path;
    }

    private static async Task<FixedPath> FindAsync<T>(
        EntityLevel<T> level, int id, IQueryable<EntityPath> rows, UserRights rights, CancellationToken cancellationToken) =>
        await rows.SingleOrDefaultAsync(cancellationToken) is { } entity && rights.Sees(entity)
            ? new FixedPath(entity, $"{level.IdParameter} {id}")
            : throw new RefusalException(RefusalKind.Unknown, $"unknown-{level.Word}",
                $"{level.IdParameter} {id} is unknown: there is no {level.Word} with this id.")
            {
                Parameter = level.IdParameter,
                Value = $"{id}",
            };
}
