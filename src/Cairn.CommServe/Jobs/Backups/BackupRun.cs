using Cairn.CommServe.Catalog;
using Cairn.CommServe.Repositories;
using Cairn.CommServe.Tasks;
using Cairn.Repository;
using Cairn.Repository.Faults;
using Cairn.Repository.Snapshots;
using Microsoft.EntityFrameworkCore;

namespace Cairn.CommServe.Jobs.Backups;

/// <summary>One attempt at a backup job: finds what it builds on, decides the level, and has it done.</summary>
internal sealed class BackupRun(
    IDbContextFactory<CatalogContext> catalog,
    LibraryRepositories libraries,
    ClientBackup clientBackup,
    JobJournal journal)
{
    /// <exception cref="JobImpossibleException">It can't be done as things are.</exception>
    public async Task<JobResult> RunAsync(JobAssignment assignment, JobProgress progress, CancellationToken cancellationToken)
    {
        var library = BackupRequirements.DiskLibraryOf(assignment);
        var repository = await libraries.OpenAsync(library, cancellationToken);
        if (await JobSnapshots.FindCommittedAsync(repository, assignment, PassOver, cancellationToken) is { } committed)
            return await AdoptAsync(assignment, committed, progress, cancellationToken);

        var (choice, basis) = await ChooseAsync(assignment, library, repository, cancellationToken);
        await StoreLevelAsync(assignment, choice, cancellationToken);
        if (choice.HasNothingToSynthesise)
            return new JobResult(JobTrigger.Complete, "nothing was backed up since the last full backup, so there is no new snapshot");

        return choice.Level is BackupLevel.SyntheticFull
            ? await SyntheticFull.RunAsync(assignment, repository, basis!, progress, cancellationToken)
            : await clientBackup.RunAsync(assignment, repository, choice.Level, basis, progress, cancellationToken);

        Task PassOver(RepositoryDamagedException damage) => journal.NoteAsync(
            assignment.Job.Id, _ => { }, JobEventSeverity.Warning, $"passed over a damaged snapshot: {damage.Message}", cancellationToken);
    }

    private async Task<(LevelChoice Choice, Snapshot? Basis)> ChooseAsync(
        JobAssignment assignment, Library library, BackupRepository repository, CancellationToken cancellationToken)
    {
        await using var context = await catalog.CreateDbContextAsync(cancellationToken);
        var history = await BackupHistory.ReadAsync(context, assignment.Subclient.Id, library.Id, cancellationToken);
        var choice = LevelChoice.Of(assignment.Job.LevelAsked!.Value, history);
        if (choice.Base is null)
            return (choice, null);
        try
        {
            return await new SnapshotList(repository).FindAsync(choice.Base.SnapshotId, cancellationToken) is { } basis
                ? (choice, basis)
                : (choice.WithoutBase("is no longer in the repository"), null);
        }
        catch (RepositoryDamagedException damage)
        {
            return (choice.WithoutBase($"can't be read: {damage.Message}"), null);
        }
    }

    private Task StoreLevelAsync(JobAssignment assignment, LevelChoice choice, CancellationToken cancellationToken)
    {
        var conversion = choice.Reason is null
            ? null
            : $"{JobSnapshots.LevelName(assignment.Job.LevelAsked!.Value)} became {JobSnapshots.LevelName(choice.Level)}: {choice.Reason}";
        return journal.NoteAsync(assignment.Job.Id, job =>
        {
            job.LevelRun = choice.Level;
            job.LevelReason = choice.Reason;
        }, JobEventSeverity.Information, conversion, cancellationToken);
    }

    private async Task<JobResult> AdoptAsync(
        JobAssignment assignment, Snapshot committed, JobProgress progress, CancellationToken cancellationToken)
    {
        await journal.NoteAsync(assignment.Job.Id, job => job.LevelRun = JobSnapshots.LevelOf(committed),
            JobEventSeverity.Information, "its snapshot had been committed before the interruption", cancellationToken);
        progress.TakeOver(committed.Description.Statistics);
        return JobResult.Done(progress) with { SnapshotId = committed.Id.ToString() };
    }
}
