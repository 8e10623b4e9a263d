using Cairn.CommServe.Accounts;
using Cairn.CommServe.Catalog;
using Cairn.CommServe.Refusals;

namespace Cairn.CommServe.Tasks;

/// <summary>A subclient that a request's associations named, alone or as a member of its backup set.</summary>
/// <param name="SubclientId">Its id.</param>
/// <param name="Place">Itself and its parents.</param>
/// <param name="ApplicationId">The agent's number, see <see cref="Applications"/>.</param>
/// <param name="Path">For people: client/agent/instance/backup set/subclient.</param>
/// <param name="StoragePolicyId">Null when nobody has given it one.</param>
/// <param name="BackupEnabled">False when its backups are switched off.</param>
/// <param name="HasContent">False when there is nothing that it would back up.</param>
public sealed record ResolvedSubclient(
    int SubclientId, EntityPath Place, int ApplicationId, string Path, int? StoragePolicyId, bool BackupEnabled, bool HasContent)
{
    /// <summary>The backup set that it is in.</summary>
    public int BackupSetId => Place.BackupSetId!.Value;

    /// <summary>The client that it belongs to.</summary>
    public int ClientId => Place.ClientId!.Value;

    /// <summary>Why a backup of it can't run; null when it can. A restore doesn't ask.</summary>
    public string? BackupObstacle => (BackupEnabled, HasContent) switch
    {
        (false, _) => $"subclient {Path} is switched off for backups",
        (_, false) => $"subclient {Path} has no content",
        _ => null,
    };

    /// <summary>Refuses a backup that can't run.</summary>
    /// <exception cref="RefusalException"><c>nothing-to-back-up</c>.</exception>
    public void DemandBackup()
    {
        if (BackupObstacle is { } obstacle)
            throw new RefusalException(RefusalKind.Conflict, "nothing-to-back-up", $"There is nothing to back up: {obstacle}.")
            {
                Parameter = "associations",
                Value = Path,
            };
    }

    internal static ResolvedSubclient From(Subclient subclient)
    {
        var agent = subclient.BackupSet!.Instance!.Agent!;
        return new(
            subclient.Id, EntityPath.Of(subclient), agent.ApplicationId, EntityLevel.PathOf(subclient), subclient.StoragePolicyId,
            subclient.BackupEnabled, subclient.Content.Count > 0);
    }
}
