using Cairn.CommServe.Tasks;
using Cairn.DataAgents;
using Cairn.Repository;
using Cairn.Repository.Faults;
using Cairn.Repository.Sessions;
using Cairn.Repository.Snapshots;
using Cairn.Repository.Trees;

namespace Cairn.CommServe.Jobs.Backups;

/// <summary>
/// A full backup made from what is stored, without the client. Each snapshot is a whole tree already, so the newest one becomes the
/// new full as it is, once every chunk of it is known to be there; it then stands alone.
/// </summary>
internal static class SyntheticFull
{
    /// <exception cref="JobImpossibleException">A chunk of the newest snapshot is missing.</exception>
    public static async Task<JobResult> RunAsync(
        JobAssignment assignment, BackupRepository repository, Snapshot newest, JobProgress progress, CancellationToken cancellationToken)
    {
        var statistics = newest.Description.Statistics with { Errors = 0 };
        // The session comes first: what it relies on must not be collected meanwhile.
        await using var session = await WriteSession.BeginAsync(repository, cancellationToken);
        progress.CountStoredBy(session.Counters);
        progress.Phase(JobPhase.SyntheticFull);
        progress.Totals(statistics.Files, statistics.Bytes, final: true);
        var reader = assignment.Spec.Backup!.VerifySyntheticFull ? new ContentReader(repository) : null;
        await VerifyAsync(session, newest.Root, reader, progress, cancellationToken);
        if (progress.Failures() is [var first, ..])
            throw new JobImpossibleException(
                $"{progress.Read().FilesFailed} files of the newest backup can't be read back, {first.Path} among them ({first.Reason}); no "
                + "synthetic full was made of it. Once a repair of the repository has given up what is lost, the next backup stores it again");

        cancellationToken.ThrowIfCancellationRequested();
        progress.Phase(JobPhase.ArchiveIndex);
        // Its files are as they were when the newest backup read them: the next incremental must not take one that changed since for old.
        var description = JobSnapshots.Describe(
            assignment, BackupLevel.SyntheticFull, newest.Id, newest.Description.Started, statistics);
        var snapshot = await session.CommitAsync(description, newest.Root, CancellationToken.None);
        return JobResult.Done(progress) with { SnapshotId = snapshot.Id.ToString() };
    }

    // Directories are read, which verifies them; of files it is enough that the session may rely on all chunks. Directories wait on a
    // list of their own: recursion as deep as the tree would overflow the stack.
    private static async Task VerifyAsync(
        WriteSession session, TreeRef root, ContentReader? reader, JobProgress progress, CancellationToken cancellationToken)
    {
        var waiting = new Stack<(TreeRef Tree, string Path)>([(root, "")]);
        while (waiting.TryPop(out var directory))
        {
            if (!await session.HasAllAsync(directory.Tree, cancellationToken))
                throw Lacking($"{directory.Path}/");
            await foreach (var entry in new TreeReader(session.Repository).ReadAsync(directory.Tree, cancellationToken))
            {
                var path = $"{directory.Path}/{entry.Name}";
                if (entry.Subtree is { } subtree)
                    waiting.Push((subtree, path));
                if (entry.Content is not { } content)
                    continue;
                if (!await session.HasAllAsync(content, cancellationToken))
                    throw Lacking(path);
                if (reader is not null)
                    await ReadBackAsync(reader, content, path, progress, cancellationToken);
                progress.Advance(1, entry.Size, path);
            }
        }
    }

    /// <summary>Reads a file as a restore would, so that every chunk of it is verified; names it where that fails.</summary>
    private static async Task ReadBackAsync(
        ContentReader reader, FileContent content, string path, JobProgress progress, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var _ in reader.ReadAsync(content, cancellationToken))
                cancellationToken.ThrowIfCancellationRequested();
        }
        catch (Exception exception) when (exception is RepositoryDamagedException or ObjectNotFoundException)
        {
            progress.ItemFailed(new ItemFailure(path, exception.Message));
        }
    }

    private static JobImpossibleException Lacking(string path) =>
        new($"the repository lacks chunks of {path}; a full backup stores them again");
}
