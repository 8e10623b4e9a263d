using Cairn.CommServe.Accounts;
using Cairn.CommServe.Catalog;
using Cairn.CommServe.Refusals;
using Cairn.CommServe.Tasks;
using Microsoft.EntityFrameworkCore;

namespace Cairn.CommServe.Jobs;

/// <summary>Tells how jobs stand: from the catalog, with the live figures of those that run here.</summary>
public sealed class JobQueries
{
    private readonly IDbContextFactory<CatalogContext> _catalog;
    private readonly RunningJobs _running;
    private readonly JobChanges _changes;
    private readonly TimeProvider _time;

    internal JobQueries(IDbContextFactory<CatalogContext> catalog, RunningJobs running, JobChanges changes, TimeProvider time) =>
        (_catalog, _running, _changes, _time) = (catalog, running, changes, time);

    /// <summary>For the server itself.</summary>
    /// <inheritdoc cref="FindAsync(int, Caller, CancellationToken)"/>
    public Task<JobView?> FindAsync(int id, CancellationToken cancellationToken) => FindAsync(id, UserRights.Everything, cancellationToken);

    /// <returns>Null where there is no such job, or the caller may not view its subclient.</returns>
    public Task<JobView?> FindAsync(int id, Caller caller, CancellationToken cancellationToken) =>
        FindAsync(id, caller.Rights, cancellationToken);

    /// <summary>For the server itself.</summary>
    /// <inheritdoc cref="ListAsync(JobFilter, Caller, CancellationToken)"/>
    public Task<JobPage> ListAsync(JobFilter filter, CancellationToken cancellationToken) =>
        ListAsync(filter, UserRights.Everything, cancellationToken);

    /// <summary>Those of the jobs that match whose subclients the caller may view.</summary>
    public Task<JobPage> ListAsync(JobFilter filter, Caller caller, CancellationToken cancellationToken) =>
        ListAsync(filter, caller.Rights, cancellationToken);

    /// <summary>For the server itself.</summary>
    /// <inheritdoc cref="DetailsAsync(int, Caller, CancellationToken)"/>
    public Task<JobDetails?> DetailsAsync(int id, CancellationToken cancellationToken) =>
        DetailsAsync(id, UserRights.Everything, cancellationToken);

    /// <returns>Null where there is no such job, or the caller may not view its subclient.</returns>
    public async Task<JobDetails?> DetailsAsync(int id, Caller caller, CancellationToken cancellationToken)
    {
        var details = await DetailsAsync(id, caller.Rights, cancellationToken);
        return details is null
            ? null
            : details with { Warnings = TaskWarning.Shown(details.Warnings, details.Job.OwnerId, caller) };
    }

    /// <summary>Waits until a job has ended and tells how.</summary>
    /// <exception cref="RefusalException"><c>unknown-job</c>.</exception>
    public Task<JobView> WaitAsync(int id, CancellationToken cancellationToken) =>
        WaitAsync(id, job => job.State.IsFinal(), cancellationToken);

    /// <summary>Waits until something is true of a job. It is asked again at each change of any job's state, not of progress.</summary>
    /// <exception cref="RefusalException"><c>unknown-job</c>.</exception>
    public async Task<JobView> WaitAsync(int id, Func<JobView, bool> until, CancellationToken cancellationToken)
    {
        while (true)
        {
            var changed = _changes.Next;
            var job = await FindAsync(id, cancellationToken) ?? throw JobControl.UnknownJob(id);
            if (until(job))
                return job;
            await changed.WaitAsync(cancellationToken);
        }
    }

    private async Task<JobView?> FindAsync(int id, UserRights rights, CancellationToken cancellationToken)
    {
        await using var context = await _catalog.CreateDbContextAsync(cancellationToken);
        return await JobsOf(context, rights).SingleOrDefaultAsync(job => job.Id == id, cancellationToken) is { } job ? View(job) : null;
    }

    private async Task<JobPage> ListAsync(JobFilter filter, UserRights rights, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(filter.Skip);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(filter.Take);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(filter.Take, JobFilter.MaximumTake);

        await using var context = await _catalog.CreateDbContextAsync(cancellationToken);
        var matching = Matching(JobsOf(context, rights), filter);
        var ordered = filter.OldestFirst ? matching.OrderBy(job => job.Id) : matching.OrderByDescending(job => job.Id);
        var jobs = await ordered.Skip(filter.Skip).Take(filter.Take).ToListAsync(cancellationToken);
        return new JobPage(await matching.CountAsync(cancellationToken), [.. jobs.Select(View)]);
    }

    private async Task<JobDetails?> DetailsAsync(int id, UserRights rights, CancellationToken cancellationToken)
    {
        await using var context = await _catalog.CreateDbContextAsync(cancellationToken);
        var job = await JobsOf(context, rights)
            .Include(job => job.Subtask)
            .Include(job => job.Attempts.OrderBy(attempt => attempt.Number))
            .Include(job => job.Events.OrderBy(happening => happening.Id))
            .Include(job => job.ItemFailures.OrderBy(failure => failure.Id))
            .AsSplitQuery()
            .SingleOrDefaultAsync(job => job.Id == id, cancellationToken);
        return job is null
            ? null
            : new JobDetails(
                View(job), SubtaskJson.Read(job.Subtask!), job.Subtask!.Name,
                job.Attempts, job.Events, job.ItemFailures, job.Task!.Warnings);
    }

    private static IQueryable<Job> JobsOf(CatalogContext context, UserRights rights) => rights.Visible(context, context.Jobs).AsNoTracking()
        .Include(job => job.Task!.Owner)
        .Include(job => job.Subclient!.StoragePolicy)
        .Include(job => job.Subclient!.BackupSet!.Instance!.Agent!.Client);

    private IQueryable<Job> Matching(IQueryable<Job> jobs, JobFilter filter)
    {
        if (filter.Category is JobCategory.Active)
            jobs = jobs.Where(job => job.State < JobState.Completed);
        if (filter.Category is JobCategory.Finished)
            jobs = jobs.Where(job => job.State >= JobState.Completed);
        if (filter.EndedWithin is { } time)
        {
            var since = _time.GetUtcNow() - time;
            jobs = jobs.Where(job => job.EndedAt == null || job.EndedAt >= since);
        }
        if (filter.ClientIds.Count > 0)
            jobs = jobs.Where(job => filter.ClientIds.Contains(job.Subclient!.BackupSet!.Instance!.Agent!.ClientId));
        if (filter.BackupSetId is { } set)
            jobs = jobs.Where(job => job.Subclient!.BackupSetId == set);
        if (filter.SubclientId is { } subclient)
            jobs = jobs.Where(job => job.SubclientId == subclient);
        if (filter.TaskId is { } task)
            jobs = jobs.Where(job => job.TaskId == task);
        if (filter.AfterId is { } after)
            jobs = jobs.Where(job => job.Id > after);
        if (filter.Operations.Count > 0)
            jobs = jobs.Where(job => filter.Operations.Contains(job.Operation));
        if (filter.Levels.Count > 0)
            jobs = jobs.Where(job => filter.Levels.Contains((job.LevelRun ?? job.LevelAsked)!.Value));
        return jobs;
    }

    private JobView View(Job job) =>
        JobView.Of(job, job.State.IsUnderWay() && _running.TryGet(job.Id, out var running) ? running.Progress.Read() : null);
}
