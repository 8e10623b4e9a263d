using Cairn.CommServe.Catalog;
using Microsoft.EntityFrameworkCore;

namespace Cairn.CommServe.Jobs.Queueing;

/// <summary>Reads from the catalog what stands between the jobs and their start.</summary>
internal sealed class QueueReading(IDbContextFactory<CatalogContext> catalog)
{
    public async Task<QueuePicture> ReadAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var context = await catalog.CreateDbContextAsync(cancellationToken);
        var jobs = await (
            from job in context.Set<Job>().AsNoTracking()
            where job.State < JobState.Completed
            join library in context.Set<Library>() on job.LibraryId equals library.Id into libraries
            from library in libraries.DefaultIfEmpty()
            join required in context.Set<Job>() on job.RequiresJobId equals required.Id into requirements
            from required in requirements.DefaultIfEmpty()
            select new Row(
                job.Id, job.Priority, job.SubclientId, job.Operation, library == null ? null : library.MediaAgentId,
                job.State, job.RetryAt, job.Deadline, job.KillAtDeadline,
                required == null ? null : required.Id, required == null ? null : required.State)).ToListAsync(cancellationToken);

        return new QueuePicture
        {
            Ready = [.. jobs.Where(job => job.IsReady(now)).Select(job => job.Queued)],
            UnderWay = [.. jobs.Where(job => job.State.IsUnderWay()).Select(job => job.Queued)],
            Expired = [.. jobs.Where(job => job.IsWatched && job.Deadline <= now).Select(job => job.Id)],
            Orphaned = [.. jobs.Where(job => job.IsOrphaned).Select(job => (job.Id, job.RequiredId!.Value, job.RequiredState!.Value))],
            NextInstant = jobs.SelectMany(job => job.Instants).Where(instant => instant > now).Min(),
        };
    }

    private sealed record Row(
        int Id, int Priority, int SubclientId, Tasks.OperationType Operation, int? MediaAgentId,
        JobState State, DateTimeOffset? RetryAt, DateTimeOffset? Deadline, bool KillAtDeadline,
        int? RequiredId, JobState? RequiredState)
    {
        public QueuedJob Queued => new(Id, Priority, SubclientId, Operation, MediaAgentId);

        /// <summary>Whether the deadline may end it in its present state (createtask-semantics.md, section 8).</summary>
        public bool IsWatched => State is not JobState.KillPending && (KillAtDeadline || !State.IsUnderWay());

        public bool IsOrphaned => InQueue && RequiredState is { } state && state.IsFinal() && !state.IsSuccess();

        /// <summary>When something may become due for it.</summary>
        public IEnumerable<DateTimeOffset?> Instants => [InQueue ? RetryAt : null, IsWatched ? Deadline : null];

        private bool InQueue => State is JobState.Waiting or JobState.Pending;

        public bool IsReady(DateTimeOffset now) =>
            InQueue && !(RetryAt > now) && (RequiredState is null || RequiredState.Value.IsSuccess());
    }
}
