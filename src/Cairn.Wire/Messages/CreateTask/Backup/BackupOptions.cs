using Cairn.Wire.Shape;

namespace Cairn.Wire.Messages.CreateTask.Backup;

/// <summary>
/// What a backup reads and where it goes (createtask-semantics.md sections 2 to 7). Switches of other data agents are accepted.
/// </summary>
[WireTolerates("adHocBackup", "adHocBkpContents", "onDemandInputFile", "media_agent_name", "adhoc_backup")]
public sealed record BackupOptions
{
    public BackupLevel? BackupLevel { get; init; }

    public bool? CollectMetaInfo { get; init; }

    public bool? DoNotTruncateLog { get; init; }

    /// <summary>Together with RunIncrementalBackup.</summary>
    public IncrementalOrder? IncLevel { get; init; }

    public bool? IsSpHasInLineCopy { get; init; }

    /// <summary>Only with a synthetic full.</summary>
    public bool? RunIncrementalBackup { get; init; }

    [WireName("runSILOBackup")]
    public bool? RunSiloBackup { get; init; }

    public bool? SybaseSkipFullafterLogBkp { get; init; }

    public bool? TruncateLogsOnSource { get; init; }

    [WireName("dataOpt")]
    public DataOptions? Data { get; init; }

    [WireName("vsaBackupOptions")]
    public VirtualServerOptions? VirtualServer { get; init; }

    [WireName("dataPathOpt")]
    public DataPath? DataPath { get; init; }

    [WireName("mediaOpt")]
    public MediaOptions? Media { get; init; }

    [WireName("vaultTrackerOpt")]
    public VaultTrackerOptions? VaultTracker { get; init; }
}
