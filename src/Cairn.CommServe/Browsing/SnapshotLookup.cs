using System.Linq.Expressions;
using System.Runtime.CompilerServices;
using Cairn.CommServe.Catalog;
using Cairn.CommServe.Jobs;
using Cairn.CommServe.Refusals;
using Cairn.CommServe.Repositories;
using Cairn.CommServe.Tasks;
using Cairn.Repository;
using Cairn.Repository.Snapshots;
using Microsoft.EntityFrameworkCore;

namespace Cairn.CommServe.Browsing;

/// <summary>Finds the snapshots of a subclient: of a job, of a moment, or all.</summary>
internal sealed class SnapshotLookup(IDbContextFactory<CatalogContext> catalog, LibraryRepositories libraries)
{
    /// <summary>The last backup that ended by <paramref name="at"/> (null: the newest), or the one of a job; null if there is none.</summary>
    /// <exception cref="RefusalException">
    /// <c>snapshot-missing</c>: the repository no longer has it; <c>library-unavailable</c>: the repository is not there.
    /// </exception>
    public Task<FoundSnapshot?> FindAsync(int subclientId, DateTimeOffset? at, int? jobId, CancellationToken cancellationToken) =>
        NewestAsync(subclientId, job => (jobId == null || job.Id == jobId) && (at == null || job.EndedAt <= at), cancellationToken);

    /// <summary>The snapshot of this id, if a backup of the subclient made it.</summary>
    /// <inheritdoc cref="FindAsync(int, DateTimeOffset?, int?, CancellationToken)"/>
    public Task<FoundSnapshot?> FindAsync(int subclientId, string snapshotId, CancellationToken cancellationToken) =>
        NewestAsync(subclientId, job => job.SnapshotId == snapshotId, cancellationToken);

    /// <summary>Every backup of a subclient that the repository still has, oldest first.</summary>
    public async IAsyncEnumerable<FoundSnapshot> AllAsync(int subclientId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var context = await catalog.CreateDbContextAsync(cancellationToken);
        var jobs = await BackupsOf(context, subclientId)
            .OrderBy(job => job.EndedAt).ThenBy(job => job.Id)
            .ToListAsync(cancellationToken);
        foreach (var job in jobs)
        {
            if (await OpenAsync(context, job, cancellationToken) is { } found)
                yield return found;
        }
    }

    private async Task<FoundSnapshot?> NewestAsync(
        int subclientId, Expression<Func<Job, bool>> isWanted, CancellationToken cancellationToken)
    {
        await using var context = await catalog.CreateDbContextAsync(cancellationToken);
        var job = await BackupsOf(context, subclientId)
            .Where(isWanted)
            .OrderByDescending(job => job.EndedAt).ThenByDescending(job => job.Id)
            .FirstOrDefaultAsync(cancellationToken);
        if (job is null)
            return null;
        return await OpenAsync(context, job, cancellationToken)
            ?? throw new RefusalException(
                RefusalKind.Conflict, "snapshot-missing", $"The repository no longer has the snapshot of job {job.Id}.");
    }

    private static IQueryable<Job> BackupsOf(CatalogContext context, int subclientId) => context.Jobs.AsNoTracking()
        .Where(job => job.SubclientId == subclientId && job.Operation == OperationType.Backup && job.SnapshotId != null)
        .Where(job => job.State >= JobState.Completed && job.State <= JobState.CompletedWithWarnings);

    private async Task<FoundSnapshot?> OpenAsync(CatalogContext context, Job job, CancellationToken cancellationToken)
    {
        var library = await context.Libraries.AsNoTracking().SingleAsync(library => library.Id == job.LibraryId, cancellationToken);
        var repository = await OpenAsync(library, cancellationToken);
        var snapshot = await new SnapshotList(repository).FindAsync(job.SnapshotId!, cancellationToken);
        return snapshot is null ? null : new FoundSnapshot(job.Id, job.SubclientId, job.EndedAt!.Value, repository, snapshot);
    }

    private async Task<BackupRepository> OpenAsync(Library library, CancellationToken cancellationToken)
    {
        try
        {
            return await libraries.OpenAsync(library, cancellationToken);
        }
        catch (LibraryUnavailableException gone)
        {
            throw new RefusalException(RefusalKind.Conflict, gone.Word, gone.Message);
        }
    }
}
