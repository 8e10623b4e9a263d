using Cairn.CommServe.Tasks;
using Cairn.Wire.Messages.CreateTask;
using Cairn.Wire.Messages.CreateTask.Backup;
using BackupLevel = Cairn.CommServe.Tasks.BackupLevel;
using BackupOptions = Cairn.Wire.Messages.CreateTask.Backup.BackupOptions;

namespace Cairn.Server.CreateTask;

/// <summary>
/// The parameters of a backup that have no option of their own in the domain yet. Those that differ from their default
/// (createtask-semantics.md sections 2 to 8) are kept and named on the job, so that none is dropped in silence.
/// </summary>
internal static class BackupParameters
{
    public static IReadOnlyList<RequestedParameter> AskedFor(BackupOptions backup, BackupLevel level, CommonOptions common)
    {
        var usual = UsualOptions.Backup(level);
        var asked = new AskedParameters()
            .Switch("collectMetaInfo", backup.CollectMetaInfo, usual.CollectMetaInfo!.Value)
            .Switch("doNotTruncateLog", backup.DoNotTruncateLog)
            .Switch("isSpHasInLineCopy", backup.IsSpHasInLineCopy)
            .Switch("runSILOBackup", backup.RunSiloBackup)
            .Switch("sybaseSkipFullafterLogBkp", backup.SybaseSkipFullafterLogBkp)
            .Switch("truncateLogsOnSource", backup.TruncateLogsOnSource)
            .Number("exportLocation.locationId", IdAlone(backup.VaultTracker?.ExportLocation))
            .Number("inTransitLocation.locationId", IdAlone(backup.VaultTracker?.InTransitLocation))
            .Switch("backupFailedVMsOnly", backup.VirtualServer?.BackupFailedVmsOnly);
        AddData(asked, backup.Data ?? new DataOptions());
        AddMedia(asked, backup.Media ?? new MediaOptions(), usual.Media!);
        AddVaultTracker(asked, backup.VaultTracker ?? new VaultTrackerOptions(), usual.VaultTracker!.MediaStatus!);
        return asked
            .Switch("startWhenActivityIsLow", common.StartUp?.StartWhenActivityIsLow)
            .Text("automaticSchedulePattern", common.AutomaticSchedulePattern is null ? null : "as in the request")
            .List;
    }

    /// <summary>
    /// A new index needs no asking for: each backup has one of its own, which stands when all others are gone.
    /// </summary>
    private static void AddData(AskedParameters asked, DataOptions data) => asked
        .Switch("enableIndexCheckPointing", data.EnableIndexCheckPointing)
        .Switch("enforceTransactionLogUsage", data.EnforceTransactionLogUsage)
        .Switch("skipCatalogPhaseForSnapBackup", data.SkipCatalogPhaseForSnapBackup)
        .Switch("skipConsistencyCheck", data.SkipConsistencyCheck)
        .Switch("spaceReclamation", data.SpaceReclamation);

    /// <summary>Locations are found by name; an id beside it says nothing more.</summary>
    private static int? IdAlone(LocationReference? location) => location is { LocationName: null } ? location.LocationId : null;

    private static void AddMedia(AskedParameters asked, MediaOptions media, MediaOptions usual) => asked
        .Switch("allowOtherSchedulesToUseMediaSet", media.AllowOtherSchedulesToUseMediaSet, usual.AllowOtherSchedulesToUseMediaSet!.Value)
        .Switch("markMediaFullOnSuccess", media.MarkMediaFullOnSuccess)
        .Switch("reserveResourcesBeforeScan", media.ReserveResourcesBeforeScan)
        .Switch("startNewMedia", media.StartNewMedia);

    /// <summary>Without its master switch nothing of it is used (section 7).</summary>
    private static void AddVaultTracker(AskedParameters asked, VaultTrackerOptions vault, MediaStatusFilter usual)
    {
        if (vault.ExportMediaAfterJobFinishes != true)
            return;
        var status = vault.MediaStatus ?? new MediaStatusFilter();
        asked
            .Switch("exportMediaAfterJobFinishes", true)
            .Switch("excludeMediaNotCopied", vault.ExcludeMediaNotCopied)
            .Switch("filterMediaByRetention", vault.FilterMediaByRetention)
            .Switch("mediaWithExtendedRetentionJobs", vault.FilterMediaByRetention == true ? vault.MediaWithExtendedRetentionJobs : null)
            .Switch("trackTransit", vault.TrackTransit)
            .Switch("useVirtualMailSlots", vault.UseVirtualMailSlots)
            .Switch("all", status.All)
            .Switch("active", status.Active)
            .Switch("full", status.Full, usual.Full!.Value)
            .Switch("overwriteProtected", status.OverwriteProtected, usual.OverwriteProtected!.Value)
            .Switch("bad", status.Bad, usual.Bad!.Value);
    }
}
