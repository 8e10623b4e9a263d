using Cairn.Server.CreateTask;
using Cairn.Wire;
using Cairn.Wire.Messages.CreateTask.Backup;
using BackupLevel = Cairn.CommServe.Tasks.BackupLevel;
using DataPathSpec = Cairn.CommServe.Tasks.DataPathSpec;
using IncrementalPlace = Cairn.CommServe.Tasks.IncrementalPlace;
using Spec = Cairn.CommServe.Tasks.BackupOptions;
using WireBackupLevel = Cairn.Wire.Messages.CreateTask.Backup.BackupLevel;

namespace Cairn.Server.Tasks;

/// <summary>The options of a backup as they were taken; what has no meaning beside the others is left out.</summary>
internal static class TakenBackup
{
    public static BackupOptions Of(Spec spec, BackupOptions? given)
    {
        var backup = WireMembers.Overlay(given, UsualOptions.Backup(spec.Level));
        var isSynthetic = spec.Level == BackupLevel.SyntheticFull;
        return backup with
        {
            BackupLevel = (WireBackupLevel)spec.Level,
            RunIncrementalBackup = isSynthetic ? spec.Incremental != IncrementalPlace.None : null,
            IncLevel = spec.Incremental == IncrementalPlace.None ? null : (IncrementalOrder)spec.Incremental,
            Data = backup.Data! with
            {
                FollowMountPoints = spec.FollowMountPoints,
                VerifySynthFull = isSynthetic ? spec.VerifySyntheticFull : null,
            },
            DataPath = Path(spec.DataPath),
            Media = backup.Media! with
            {
                RetentionJobType = (RetentionJobType)spec.Retention.Kind,
                NumberofDays = spec.Retention.Days,
            },
            VaultTracker = Vault(spec, backup.VaultTracker!),
        };
    }

    /// <summary>Names have become ids; what was not chosen is the policy's choice.</summary>
    private static DataPath Path(DataPathSpec path) => new()
    {
        MediaAgent = path.MediaAgentId is { } agent ? new MediaAgentReference { MediaAgentId = agent } : null,
        Library = path.LibraryId is { } library ? new LibraryReference { LibraryId = library } : null,
        DrivePool = path.DrivePoolId is { } pool ? new DrivePoolReference { DrivePoolId = pool } : null,
        Drive = path.DriveId is { } drive ? new DriveReference { DriveId = drive } : null,
        SpareGroup = path.SpareGroupId is { } spare ? new SpareGroupReference { SpareMediaGroupId = spare } : null,
    };

    /// <summary>Without the master switch only the places are kept, which were looked up (createtask-semantics.md section 7).</summary>
    private static VaultTrackerOptions Vault(Spec spec, VaultTrackerOptions vault)
    {
        var used = vault.ExportMediaAfterJobFinishes == true
            ? vault with { MediaWithExtendedRetentionJobs = vault.FilterMediaByRetention == true ? vault.MediaWithExtendedRetentionJobs : null }
            : new VaultTrackerOptions { ExportMediaAfterJobFinishes = false };
        return used with
        {
            ExportLocation = Location(spec.ExportLocation, vault.ExportLocation),
            InTransitLocation = Location(spec.InTransitLocation, vault.InTransitLocation),
        };
    }

    /// <summary>Found by name; an id alone is kept as it came, an id beside a name says nothing more.</summary>
    private static LocationReference? Location(string? name, LocationReference? given) => (name, given) switch
    {
        ({ } known, _) => new LocationReference { LocationName = known },
        (null, { LocationName: null, LocationId: > 0 }) => given,
        _ => null,
    };
}
