using Cairn.CommServe.Tasks;

namespace Cairn.CommServe.Jobs.Backups;

/// <summary>A backup of the same subclient in the same library that ended well and made a snapshot.</summary>
internal sealed record EarlierBackup(int JobId, BackupLevel Level, string SnapshotId);
