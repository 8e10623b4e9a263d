using Cairn.Wire.Shape;

namespace Cairn.Wire.Messages.CreateTask.Backup;

/// <summary>Options of virtual-machine backups.</summary>
public sealed record VirtualServerOptions
{
    /// <summary>Only the machines that failed in the previous job.</summary>
    [WireName("backupFailedVMsOnly")]
    public bool? BackupFailedVmsOnly { get; init; }
}
