using Cairn.CommServe.Refusals;
using Cairn.CommServe.Tasks;
using Cairn.Server.Bodies;
using Cairn.Wire;
using Cairn.Wire.Messages.CreateTask;
using Cairn.Wire.Messages.CreateTask.Backup;
using BackupLevel = Cairn.CommServe.Tasks.BackupLevel;
using BackupOptions = Cairn.CommServe.Tasks.BackupOptions;
using WireBackupLevel = Cairn.Wire.Messages.CreateTask.Backup.BackupLevel;
using WireBackupOptions = Cairn.Wire.Messages.CreateTask.Backup.BackupOptions;

namespace Cairn.Server.CreateTask;

/// <summary>How a backup is done (createtask-semantics.md sections 2 to 7).</summary>
internal static class BackupMapping
{
    public static BackupOptions Options(WireBackupOptions backup, CommonOptions common, Func<object?, bool> isIncomplete, RequestPart part)
    {
        var level = part.Try<BackupLevel?>(() => Level(backup.BackupLevel)) ?? BackupLevel.Incremental;
        return new BackupOptions
        {
            Level = level,
            Incremental = Incremental(backup, level),
            VerifySyntheticFull = level == BackupLevel.SyntheticFull && backup.Data?.VerifySynthFull == true,
            FollowMountPoints = backup.Data?.FollowMountPoints ?? true,
            Retention = Retention(backup.Media),
            // Devices can't be told to belong together where one of them couldn't be read.
            DataPath = DataPath(isIncomplete(backup.DataPath) ? null : backup.DataPath),
            ExportLocation = Location(backup.VaultTracker?.ExportLocation),
            InTransitLocation = Location(backup.VaultTracker?.InTransitLocation),
            Others = BackupParameters.AskedFor(backup, level, common),
        };
    }

    private static BackupLevel Level(WireBackupLevel? level) => level switch
    {
        null => BackupLevel.Incremental,
        (WireBackupLevel.TransactionLog or WireBackupLevel.PreSelect) and { } other => throw new RefusalException(
            RefusalKind.Invalid, "invalid-enum", $"backupLevel {WireEnum.Name(other)} is for agents that are not served yet.")
        {
            Parameter = "backupLevel",
            Value = WireEnum.Name(other),
            Allowed = "FULL (1), INCREMENTAL (2), DIFFERENTIAL (4), SYNTHETIC_FULL (64)",
        },
        _ => (BackupLevel)level,
    };

    private static IncrementalPlace Incremental(WireBackupOptions backup, BackupLevel level)
    {
        if (level != BackupLevel.SyntheticFull || backup.RunIncrementalBackup != true)
            return IncrementalPlace.None;
        return (IncrementalPlace)(backup.IncLevel ?? IncrementalOrder.BeforeSynth);
    }

    private static RetentionSpec Retention(MediaOptions? media)
    {
        var kind = (RetentionKind)(media?.RetentionJobType ?? RetentionJobType.StoragePolicyDefault);
        return new RetentionSpec(kind, kind == RetentionKind.NumberOfDays ? media?.NumberofDays : null);
    }

    private static DataPathSpec DataPath(DataPath? path) => new()
    {
        MediaAgentId = path?.MediaAgent?.MediaAgentId.Given(),
        LibraryId = path?.Library?.LibraryId.Given(),
        DrivePoolId = path?.DrivePool?.DrivePoolId.Given(),
        DriveId = path?.Drive?.DriveId.Given(),
        SpareGroupId = path?.SpareGroup?.SpareMediaGroupId.Given(),
        MediaAgentName = path?.MediaAgent?.MediaAgentName,
        LibraryName = path?.Library?.LibraryName,
        DrivePoolName = path?.DrivePool?.DrivePoolName,
        DriveName = path?.Drive?.DriveName,
        SpareGroupName = path?.SpareGroup?.SpareMediaGroupName,
    };

    /// <summary>The console writes "Not Available" for none (section 7).</summary>
    private static string? Location(LocationReference? location) =>
        location?.LocationName is { Length: > 0 } name && !name.Equals("Not Available", StringComparison.OrdinalIgnoreCase) ? name : null;
}
