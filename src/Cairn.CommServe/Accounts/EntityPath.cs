using Cairn.CommServe.Catalog;

namespace Cairn.CommServe.Accounts;

/// <summary>
/// A place in the inventory: an entity and its parents, by the catalog's keys. The levels below the entity are null; the CommCell has none.
/// </summary>
public sealed record EntityPath(
    int? ClientId = null, int? AgentId = null, int? InstanceId = null, int? BackupSetId = null, int? SubclientId = null)
{
    public static readonly EntityPath CommCell = new();

    /// <summary>Whether <paramref name="other"/> is this entity or lies below it.</summary>
    public bool Holds(EntityPath other) =>
        Agrees(ClientId, other.ClientId) && Agrees(AgentId, other.AgentId) && Agrees(InstanceId, other.InstanceId)
        && Agrees(BackupSetId, other.BackupSetId) && Agrees(SubclientId, other.SubclientId);

    /// <param name="set">With its parents.</param>
    internal static EntityPath Of(BackupSet set) =>
        new(set.Instance!.Agent!.ClientId, set.Instance.AgentId, set.InstanceId, set.Id);

    /// <param name="subclient">With its parents.</param>
    internal static EntityPath Of(Subclient subclient) =>
        Of(subclient.BackupSet!) with { SubclientId = subclient.Id };

    private static bool Agrees(int? mine, int? its) => mine is null || mine == its;
}
