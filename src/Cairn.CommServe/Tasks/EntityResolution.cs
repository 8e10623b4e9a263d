using Cairn.CommServe.Accounts;
using Cairn.CommServe.Catalog;
using Cairn.CommServe.Refusals;
using Microsoft.EntityFrameworkCore;

namespace Cairn.CommServe.Tasks;

/// <summary>
/// Turns a request's associations into subclients, by the rules of createtask-semantics.md, section 1: ids fix a path,
/// names narrow from the client down, nothing is guessed, and either all associations resolve or none.
/// </summary>
public sealed class EntityResolution
{
    private readonly IDbContextFactory<CatalogContext> _catalogs;
    private readonly InventoryCache _cache;

    internal EntityResolution(IDbContextFactory<CatalogContext> catalogs, InventoryCache cache) => (_catalogs, _cache) = (catalogs, cache);

    /// <summary>Resolves all associations, or none.</summary>
    /// <exception cref="RefusalException">What <see cref="FindAsync"/> finds wrong.</exception>
    public async Task<IReadOnlyList<ResolvedSubclient>> ResolveAsync(
        IReadOnlyList<AssociationSpec> associations, Caller caller, Right right, List<TaskWarning> warnings,
        CancellationToken cancellationToken)
    {
        var refusals = new RefusalList();
        var found = await FindAsync(associations, caller, right, warnings, refusals, cancellationToken);
        refusals.ThrowIfAny();
        return found;
    }

    /// <summary>Looks for all associations; a subclient that several of them name is there once.</summary>
    /// <param name="associations">As the request gave them.</param>
    /// <param name="caller">What the caller doesn't see can't be named, and is no member of a backup set.</param>
    /// <param name="right">
    /// What the caller wants to do with them. Of a backup set, <see cref="Right.BackUp"/> leaves out members that are switched off or
    /// have no content; the others leave out none.
    /// </param>
    /// <param name="warnings">Takes one for each member of a backup set that is left out.</param>
    /// <param name="refusals">Takes what is wrong, as it says below, until it is full.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <returns>Those that were found.</returns>
    /// <remarks>
    /// <c>associations-missing</c>, <c>subclient-missing</c>, <c>entity-type-contradicts</c>, <c>id-contradicts-name</c>,
    /// <c>ambiguous-entity</c>; <c>unknown-commcell</c>, <c>-client</c>, <c>-agent</c>, <c>-instance</c>, <c>-backupset</c>,
    /// <c>-subclient</c>; <c>forbidden</c> where the caller has no such right; <c>nothing-to-back-up</c> for backup sets of which no
    /// member can be backed up.
    /// </remarks>
    internal async Task<IReadOnlyList<ResolvedSubclient>> FindAsync(
        IReadOnlyList<AssociationSpec> associations, Caller caller, Right right, List<TaskWarning> warnings,
        RefusalList refusals, CancellationToken cancellationToken)
    {
        if (associations.Count == 0)
            refusals.Add(Missing("associations", "The request names nothing to work on: it needs at least one entry of associations."));
        await using var catalog = await _catalogs.CreateDbContextAsync(cancellationToken);
        var trees = new ClientTrees(catalog, _cache, caller.Rights);
        var seen = new HashSet<AssociationSpec>();
        var resolved = new Dictionary<int, ResolvedSubclient>();
        for (var index = 0; index < associations.Count && !refusals.IsFull; index++)
        {
            var spec = associations[index];
            var parameter = $"associations[{index}]";
            if (spec.IsRefused || !seen.Add(spec with { Place = null }))
                continue;
            var found = await refusals.TryAsync(
                () => FindOneAsync(catalog, trees, spec, parameter, caller, right, warnings, cancellationToken), spec.Place);
            foreach (var subclient in found ?? [])
                resolved.TryAdd(subclient.SubclientId, subclient);
        }
        return [.. resolved.Values];
    }

    private static async Task<List<ResolvedSubclient>> FindOneAsync(
        CatalogContext catalog, ClientTrees trees, AssociationSpec spec, string parameter, Caller caller, Right right,
        List<TaskWarning> warnings, CancellationToken cancellationToken)
    {
        CheckType(spec, parameter);
        await CheckCommCellAsync(catalog, spec, cancellationToken);
        var search = await EntitySearch.BeginAsync(catalog, trees, spec, caller.Rights, cancellationToken);
        var found = spec.NamesSubclient
            ? [ResolvedSubclient.From(search.Subclient())]
            : MembersOf(search.BackupSet(), parameter);
        foreach (var subclient in found)
            caller.Demand(right, subclient.Place, $"{Deed(right)} {subclient.Path}");
        return right == Right.BackUp && !spec.NamesSubclient ? WithoutIdle(found, parameter, warnings) : found;
    }

    /// <summary>Rules 5 and 6: what an association says that it names must be what it names.</summary>
    private static void CheckType(AssociationSpec spec, string parameter)
    {
        if (!spec.NamesSomething)
            throw Missing(parameter, "An association must name an entity, by name or id.");
        if (spec.Type == EntityType.Subclient && !spec.NamesSubclient)
            throw new RefusalException(RefusalKind.Invalid, "subclient-missing",
                "The association says that it is a subclient and names none; to run a whole backup set, say BACKUPSET_ENTITY.")
            {
                Parameter = "subclientName",
                Allowed = "the name or id of a subclient",
            };
        if (spec.Type == EntityType.BackupSet && spec.NamesSubclient)
            throw new RefusalException(RefusalKind.Invalid, "entity-type-contradicts",
                "The association says that it is a backup set, but names a subclient.")
            {
                Parameter = "_type_",
                Value = "BACKUPSET_ENTITY",
                Allowed = "SUBCLIENT_ENTITY with a subclient, BACKUPSET_ENTITY without",
            };
    }

    private static async Task CheckCommCellAsync(
        CatalogContext catalog, AssociationSpec spec, CancellationToken cancellationToken)
    {
        if (spec.CommCellId is { } id && !await catalog.CommCells.AnyAsync(cell => cell.Id == id, cancellationToken))
            throw new RefusalException(RefusalKind.Unknown, "unknown-commcell", $"commCellId {id} is not this CommCell.")
            {
                Parameter = "commCellId",
                Value = $"{id}",
                Allowed = $"{CommCell.DefaultId}, 0 or nothing for this CommCell",
            };
    }

    private static List<ResolvedSubclient> MembersOf(BackupSet set, string parameter)
    {
        var members = set.Subclients.OrderBy(subclient => subclient.Id).Select(ResolvedSubclient.From).ToList();
        return members.Count > 0
            ? members
            : throw new RefusalException(RefusalKind.Unknown, "unknown-subclient", $"Backup set {EntityLevel.PathOf(set)} has no subclient.")
            {
                Parameter = parameter,
            };
    }

    private static List<ResolvedSubclient> WithoutIdle(List<ResolvedSubclient> members, string parameter, List<TaskWarning> warnings)
    {
        var left = members.FindAll(member => member.BackupObstacle is null);
        if (left.Count == 0)
            throw new RefusalException(RefusalKind.Conflict, "nothing-to-back-up",
                "The backup set has no subclient that is switched on and has content.")
            { Parameter = parameter };
        warnings.AddRange(members.Except(left).Select(
            member => new TaskWarning(TaskWarning.SubclientSkipped, parameter, $"Left out: {member.BackupObstacle}.")));
        return left;
    }

    private static string Deed(Right right) => right switch
    {
        Right.BackUp => "back up",
        Right.Restore => "restore",
        _ => "look at",
    };

    private static RefusalException Missing(string parameter, string message) =>
        new(RefusalKind.Invalid, "associations-missing", message) { Parameter = parameter };
}
