using Cairn.CommServe.Catalog;
using Cairn.CommServe.Refusals;
using Microsoft.EntityFrameworkCore;

namespace Cairn.CommServe.Tasks;

/// <summary>
/// The part of an association's path that its ids fix: the lowest entity with an id of its own, and its parents.
/// Keys are the catalog's; all null when no id was given.
/// </summary>
internal sealed record FixedPath(int? ClientId, int? AgentId, int? InstanceId, int? BackupSetId, int? SubclientId)
{
    /// <summary>The id that fixed it, for messages: <c>subclientId 12</c>.</summary>
    public string? IdGiven { get; private init; }

    /// <exception cref="RefusalException">One of the ids does not exist.</exception>
    public static async Task<FixedPath> FindAsync(
        CatalogContext catalog, AssociationSpec spec, CancellationToken cancellationToken)
    {
        var path = new FixedPath(null, null, null, null, null);
        if (spec.ClientId is { } client)
            path = await FindAsync(EntityLevel.Client, client, catalog.Clients.Where(row => row.Id == client)
                .Select(row => new FixedPath(row.Id, null, null, null, null)), cancellationToken);
        if (spec.InstanceId is { } instance and not Instance.FileSystemNumber)
            path = await FindAsync(EntityLevel.Instance, instance, catalog.Instances.Where(row => row.Number == instance)
                .Select(row => new FixedPath(row.Agent!.ClientId, row.AgentId, row.Id, null, null)), cancellationToken);
        if (spec.BackupSetId is { } set)
            path = await FindAsync(EntityLevel.BackupSet, set, catalog.BackupSets.Where(row => row.Id == set)
                .Select(row => new FixedPath(
                    row.Instance!.Agent!.ClientId, row.Instance.AgentId, row.InstanceId, row.Id, null)), cancellationToken);
        if (spec.SubclientId is { } subclient)
            path = await FindAsync(EntityLevel.Subclient, subclient, catalog.Subclients.Where(row => row.Id == subclient)
                .Select(row => new FixedPath(
                    row.BackupSet!.Instance!.Agent!.ClientId, row.BackupSet.Instance.AgentId, row.BackupSet.InstanceId,
                    row.BackupSetId, row.Id)), cancellationToken);
        return path;
    }

    private static async Task<FixedPath> FindAsync<T>(
        EntityLevel<T> level, int id, IQueryable<FixedPath> rows, CancellationToken cancellationToken) =>
        await rows.SingleOrDefaultAsync(cancellationToken) is { } path
            ? path with { IdGiven = $"{level.IdParameter} {id}" }
            : throw new RefusalException(RefusalKind.Unknown, $"unknown-{level.Word}",
                $"{level.IdParameter} {id} is unknown: there is no {level.Word} with this id.")
            {
                Parameter = level.IdParameter,
                Value = $"{id}",
            };
}
