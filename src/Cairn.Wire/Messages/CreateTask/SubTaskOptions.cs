using Cairn.Wire.Messages.CreateTask.Backup;
using Cairn.Wire.Messages.CreateTask.Restore;
using Cairn.Wire.Shape;

namespace Cairn.Wire.Messages.CreateTask;

/// <summary>The options of a subtask: those of its own operation and those common to all.</summary>
[WireTolerates("adminOpts")]
public sealed record SubTaskOptions
{
    [WireName("backupOpts")]
    public BackupOptions? Backup { get; init; }

    [WireName("commonOpts")]
    public CommonOptions? Common { get; init; }

    [WireName("restoreOptions")]
    public RestoreOptions? Restore { get; init; }
}
