using Cairn.Wire.Messages.CreateTask;
using Cairn.Wire.Messages.CreateTask.Backup;
using Cairn.Wire.Messages.CreateTask.Restore;
using BackupLevel = Cairn.CommServe.Tasks.BackupLevel;

namespace Cairn.Server.CreateTask;

/// <summary>What a request means that doesn't give a parameter (createtask-semantics.md sections 2 to 8).</summary>
internal static class UsualOptions
{
    public static CommonOptions Common { get; } = new()
    {
        JobDescription = "",
        JobRetry = new JobRetryOptions
        {
            EnableNumberOfRetries = false,
            KillRunningJobWhenTotalRunningTimeExpires = false,
            RunningTime = new RunningTime { EnableTotalRunningTime = false },
        },
        StartUp = new StartUpOptions { UseDefaultPriority = true, StartInSuspendedState = false, StartWhenActivityIsLow = false },
    };

    public static RestoreOptions Restore { get; } = new()
    {
        Common = new RestoreCommonOptions
        {
            UnconditionalOverwrite = true,
            DoNotOverwriteFileOnDisk = false,
            OverwriteFiles = false,
            PreserveLevel = true,
            StripLevel = 0,
            StripLevelType = 0,
            SkipErrorsAndContinue = false,
            RestoreAcls = true,
            AllVersion = false,
            WildCard = false,
            DetectRegularExpression = true,
            IncludeAgedData = false,
            ValidateOnly = false,
            RestoreToDisk = false,
            IndexFreeRestore = false,
            RestoreLatestVersionOnly = false,
        },
        Destination = new RestoreDestination { NoOfStreams = 0 },
        RestoreAclsType = 0,
    };

    private static readonly MediaOptions Media = new()
    {
        AllowOtherSchedulesToUseMediaSet = true,
        MarkMediaFullOnSuccess = false,
        ReserveResourcesBeforeScan = false,
        RetentionJobType = RetentionJobType.StoragePolicyDefault,
        StartNewMedia = false,
    };

    private static readonly VaultTrackerOptions VaultTracker = new()
    {
        ExcludeMediaNotCopied = false,
        ExportMediaAfterJobFinishes = false,
        FilterMediaByRetention = false,
        MediaWithExtendedRetentionJobs = false,
        TrackTransit = false,
        UseVirtualMailSlots = false,
        MediaStatus = new MediaStatusFilter { All = false, Active = false, Full = true, OverwriteProtected = true, Bad = true },
    };

    /// <summary>Some switches follow the level: section 12, trap 29, and section 3.</summary>
    public static BackupOptions Backup(BackupLevel level) => new()
    {
        BackupLevel = Cairn.Wire.Messages.CreateTask.Backup.BackupLevel.Incremental,
        CollectMetaInfo = level != BackupLevel.Incremental,
        DoNotTruncateLog = false,
        IncLevel = IncrementalOrder.BeforeSynth,
        IsSpHasInLineCopy = false,
        RunIncrementalBackup = false,
        RunSiloBackup = false,
        SybaseSkipFullafterLogBkp = false,
        TruncateLogsOnSource = false,
        Data = new DataOptions
        {
            CreateNewIndex = level == BackupLevel.Full,
            EnableIndexCheckPointing = false,
            EnforceTransactionLogUsage = false,
            FollowMountPoints = true,
            SkipCatalogPhaseForSnapBackup = false,
            SkipConsistencyCheck = false,
            SpaceReclamation = false,
            VerifySynthFull = false,
        },
        VirtualServer = new VirtualServerOptions { BackupFailedVmsOnly = false },
        Media = Media,
        VaultTracker = VaultTracker,
    };
}
