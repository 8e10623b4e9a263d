using Cairn.CommServe.Tasks;
using Cairn.Repository;
using Cairn.Repository.Sessions;
using Cairn.Repository.Snapshots;
using Cairn.Repository.Trees;

namespace Cairn.CommServe.Jobs.Backups;

/// <summary>
/// A full backup made from what is stored, without the client. Each snapshot is a whole tree already, so the newest one becomes the
/// new full as it is, once every chunk of it is known to be there; it then stands alone.
/// </summary>
internal sealed class SyntheticFull(TimeProvider time)
{
    /// <exception cref="JobImpossibleException">A chunk of the newest snapshot is missing.</exception>
    public async Task<JobResult> RunAsync(
        JobAssignment assignment, BackupRepository repository, Snapshot newest, JobProgress progress, CancellationToken cancellationToken)
    {
        var started = time.GetUtcNow();
        var statistics = newest.Description.Statistics with { Errors = 0 };
        // The session comes first: what it relies on must not be collected meanwhile.
        await using var session = await WriteSession.BeginAsync(repository, cancellationToken);
        progress.CountStoredBy(session.Counters);
        progress.Phase(JobPhase.SyntheticFull);
        progress.Totals(statistics.Files, statistics.Bytes, final: true);
        await VerifyAsync(repository, newest.Root, "", progress, cancellationToken);

        cancellationToken.ThrowIfCancellationRequested();
        progress.Phase(JobPhase.ArchiveIndex);
        var description = JobSnapshots.Describe(assignment, BackupLevel.SyntheticFull, newest.Id, started, statistics);
        var snapshot = await session.CommitAsync(description, newest.Root, CancellationToken.None);
        return JobResult.Done(progress) with { SnapshotId = snapshot.Id.ToString() };
    }

    // Directories are read, which verifies them; of files it is enough that the index knows all chunks.
    private static async Task VerifyAsync(
        BackupRepository repository, TreeRef directory, string path, JobProgress progress, CancellationToken cancellationToken)
    {
        await foreach (var entry in new TreeReader(repository).ReadAsync(directory, cancellationToken))
        {
            var entryPath = $"{path}/{entry.Name}";
            if (entry.Subtree is { } subtree)
                await VerifyAsync(repository, subtree, entryPath, progress, cancellationToken);
            if (entry.Content is not { } content)
                continue;
            if (!await new ContentReader(repository).IsKnownAsync(content, cancellationToken))
                throw new JobImpossibleException($"the repository lacks chunks of {entryPath}; a full backup stores them again");
            progress.Advance(1, entry.Size, entryPath);
        }
    }
}
