using Cairn.CommServe.Catalog;
using Cairn.CommServe.Tasks;
using Microsoft.EntityFrameworkCore;

namespace Cairn.CommServe.Jobs.Backups;

/// <summary>What a new backup of a subclient may build on.</summary>
/// <param name="Last">The newest backup of any level; null if there is none.</param>
/// <param name="LastFull">The newest full or synthetic full.</param>
internal sealed record BackupHistory(EarlierBackup? Last, EarlierBackup? LastFull)
{
    public static async Task<BackupHistory> ReadAsync(
        CatalogContext context, int subclientId, int libraryId, CancellationToken cancellationToken)
    {
        // A base must lie in the repository that the new snapshot goes to.
        var backups = context.Jobs
            .Where(job => job.SubclientId == subclientId && job.LibraryId == libraryId && job.Operation == OperationType.Backup)
            .Where(job => job.State >= JobState.Completed && job.State <= JobState.CompletedWithWarnings && job.SnapshotId != null)
            .OrderByDescending(job => job.EndedAt).ThenByDescending(job => job.Id)
            .Select(job => new { job.Id, job.LevelRun, job.SnapshotId });
        var last = await backups.FirstOrDefaultAsync(cancellationToken);
        var full = await backups.FirstOrDefaultAsync(
            job => job.LevelRun == BackupLevel.Full || job.LevelRun == BackupLevel.SyntheticFull, cancellationToken);
        return new BackupHistory(
            last is null ? null : new EarlierBackup(last.Id, last.LevelRun!.Value, last.SnapshotId!),
            full is null ? null : new EarlierBackup(full.Id, full.LevelRun!.Value, full.SnapshotId!));
    }
}
