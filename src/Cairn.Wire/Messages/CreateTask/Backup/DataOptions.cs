using Cairn.Wire.Shape;

namespace Cairn.Wire.Messages.CreateTask.Backup;

/// <summary>How the data is read and indexed (createtask-semantics.md section 3).</summary>
[WireTolerates(
    "useCatalogServer", "createBackupCopyImmediately", "backupCopyType", "bkpFilesProctedByFS", "collectSysInfo",
    "stopDhcpService", "stopWinService", "granularrecovery", "optimizedBackup", "daysBetweenSyntheticBackup",
    "useAutomaticIntervalForSyntheticFull", "enableRunFullConsolidationBackup", "autoCopy", "useMultiStream",
    "useMaximumStreams", "maxNumberOfStreams", "copyOnly", "tailLogBackup", "checksum", "continueaftererror")]
public sealed record DataOptions
{
    public bool? CreateNewIndex { get; init; }

    public bool? EnableIndexCheckPointing { get; init; }

    public bool? EnforceTransactionLogUsage { get; init; }

    public bool? FollowMountPoints { get; init; }

    public bool? SkipCatalogPhaseForSnapBackup { get; init; }

    public bool? SkipConsistencyCheck { get; init; }

    public bool? SpaceReclamation { get; init; }

    public bool? VerifySynthFull { get; init; }
}
