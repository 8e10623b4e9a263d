using Cairn.CommServe.Accounts;
using Cairn.CommServe.Browsing;
using Cairn.CommServe.Catalog;
using Cairn.CommServe.Tasks;
using Cairn.Server.CreateTask;
using Cairn.Wire.Messages.Entities;
using EntityType = Cairn.CommServe.Tasks.EntityType;

namespace Cairn.Server.Browse;

/// <summary>Whose backups are browsed: a subclient, or with a subclient id of 0 a whole backup set.</summary>
internal static class BrowseEntity
{
    public static async Task<BrowseQuery> ResolveAsync(
        EntityReference? entity, EntityResolution entities, Caller caller, CancellationToken cancellationToken)
    {
        var spec = AssociationMapping.Spec(entity ?? new EntityReference());
        // By id the set is found even when nothing in it can be backed up any more.
        if (spec is { BackupSetId: { } set, SubclientId: null, SubclientName: null })
            return new BrowseQuery { BackupSetId = set };
        var resolved = await entities.ResolveAsync([spec], caller, Right.View, [], cancellationToken);
        return spec is { SubclientId: null, SubclientName: null } || spec.Type == EntityType.BackupSet
            ? new BrowseQuery { BackupSetId = resolved[0].BackupSetId }
            : new BrowseQuery { SubclientId = resolved[0].SubclientId };
    }
}
