using Cairn.CommServe.Repositories;
using Cairn.CommServe.Tasks;
using Cairn.DataAgents;
using Cairn.Repository;
using Cairn.Repository.Sessions;
using Cairn.Repository.Snapshots;

namespace Cairn.CommServe.Jobs.Backups;

/// <summary>A backup that reads the client: all of it, or what changed since the base.</summary>
internal sealed class ClientBackup(
    LocalAgents agents, LibraryRepositories libraries, Checkpoints checkpoints, CommServeOptions options, TimeProvider time)
{
    public async Task<JobResult> RunAsync(
        JobAssignment assignment, BackupRepository repository, BackupLevel level, Snapshot? basis, JobProgress progress,
        CancellationToken cancellationToken)
    {
        var agent = agents.For(assignment);
        BackupRequirements.CheckSource(assignment);

        var started = time.GetUtcNow();
        await using var session = await WriteSession.BeginAsync(repository, cancellationToken);
        progress.CountStoredBy(session.Counters);
        var request = RequestFor(assignment, basis);
        var outcome = await checkpoints.WhileAsync(
            session, token => agent.BackupAsync(request, session, progress, token), cancellationToken);
        if (outcome.Counts is { ContentRead: 0, Failed: > 0 })
            throw new JobImpossibleException($"nothing of the content could be read; {FirstOf(progress.Failures())}");

        cancellationToken.ThrowIfCancellationRequested();
        progress.Phase(JobPhase.ArchiveIndex);
        var description = JobSnapshots.Describe(assignment, level, basis?.Id, started, StatisticsOf(outcome.Counts));
        // From here on the job no longer stops: a snapshot that no job knows would be of no use to anyone.
        var snapshot = await session.CommitAsync(description, outcome.Root, CancellationToken.None);
        return JobResult.Done(progress) with { SnapshotId = snapshot.Id.ToString() };
    }

    private static string FirstOf(IReadOnlyList<ItemFailure> failures) => $"{failures[0].Path}: {failures[0].Reason}";

    private BackupRequest RequestFor(JobAssignment assignment, Snapshot? basis) => new()
    {
        Content = assignment.Subclient.Content,
        Exclusions = assignment.Subclient.Exclusions,
        // A repository that backed itself up would grow with every byte it stores, and the data folder holds the keys and a
        // catalog that changes meanwhile.
        ExcludedFolders = [Path.GetFullPath(options.DataDirectory), .. assignment.DiskLibraries.Select(libraries.PathOf)],
        FollowMountPoints = assignment.Spec.Backup!.FollowMountPoints,
        BaseTree = basis?.Root,
        BaseStarted = basis?.Description.Started,
    };

    private static SnapshotStatistics StatisticsOf(BackupCounts counts) => new()
    {
        Files = counts.Files,
        Directories = counts.Directories,
        Others = counts.Others,
        Bytes = counts.Bytes,
        Errors = counts.Failed,
    };
}
