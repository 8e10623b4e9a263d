using Cairn.CommServe.Catalog;
using Microsoft.EntityFrameworkCore;

namespace Cairn.CommServe.Jobs;

/// <summary>
/// The only writer of job states. Each transition is decided by <see cref="JobStateMachine"/> on what the catalog says, stored
/// durably with its event and attempt, and announced. One writer at a time, so that two requests can't both start from the same state.
/// </summary>
internal sealed class JobJournal(IDbContextFactory<CatalogContext> catalog, JobChanges changes, TimeProvider time) : IDisposable
{
    private readonly SemaphoreSlim _writing = new(1, 1);

    /// <summary>Moves a job; null if the state machine does not allow it, and then nothing is changed.</summary>
    /// <param name="jobId">An existing job.</param>
    /// <param name="trigger">What happened.</param>
    /// <param name="reason">Why, for people; it becomes part of the job's history.</param>
    /// <param name="amend">What else is stored in the same transaction.</param>
    /// <param name="cancellationToken">Ends the wait; a move that was stored stays stored.</param>
    public Task<JobState?> MoveAsync(
        int jobId, JobTrigger trigger, string? reason, Action<Job>? amend, CancellationToken cancellationToken) =>
        WriteAsync<JobState?>(jobId, async (context, job) =>
        {
            if (JobStateMachine.Next(job.State, trigger) is not { } next)
                return null;
            if (next == job.State)
                return next;
            await EnterAsync(context, job, next, reason, cancellationToken);
            amend?.Invoke(job);
            return next;
        }, cancellationToken);

    /// <summary>Stores facts about a job that leave its state alone.</summary>
    public Task NoteAsync(
        int jobId, Action<Job> amend, JobEventSeverity severity, string? message, CancellationToken cancellationToken) =>
        WriteAsync(jobId, (_, job) =>
        {
            amend(job);
            if (message is not null)
                AddEvent(job, severity, message);
            return Task.FromResult(true);
        }, cancellationToken);

    public void Dispose() => _writing.Dispose();

    private async Task<T> WriteAsync<T>(int jobId, Func<CatalogContext, Job, Task<T>> change, CancellationToken cancellationToken)
    {
        await _writing.WaitAsync(cancellationToken);
        T result;
        try
        {
            await using var context = await catalog.CreateDbContextAsync(cancellationToken);
            var job = await context.Set<Job>().SingleAsync(job => job.Id == jobId, cancellationToken);
            result = await change(context, job);
            await context.SaveChangesAsync(cancellationToken);
        }
        finally
        {
            _writing.Release();
        }
        changes.Announce();
        return result;
    }

    private async Task EnterAsync(
        CatalogContext context, Job job, JobState next, string? reason, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var was = job.State;
        if (next is JobState.Running)
            await BeginAttemptAsync(context, job, now, cancellationToken);
        else if (was.IsUnderWay() && !next.IsUnderWay())
            await EndAttemptAsync(context, job, next, reason, now, cancellationToken);

        job.State = next;
        job.UpdatedAt = now;
        job.PendingReason = reason;
        job.RetryAt = null;
        if (next.IsFinal())
            job.EndedAt = now;
        AddEvent(job, SeverityOf(next), reason is null ? next.Text() : $"{next.Text()}: {reason}");
    }

    private static async Task BeginAttemptAsync(CatalogContext context, Job job, DateTimeOffset now, CancellationToken cancellationToken)
    {
        job.StartedAt ??= now;
        var earlier = await context.Set<JobAttempt>().CountAsync(attempt => attempt.JobId == job.Id, cancellationToken);
        job.Attempts.Add(new JobAttempt { JobId = job.Id, Number = earlier + 1, StartedAt = now });
    }

    private static async Task EndAttemptAsync(
        CatalogContext context, Job job, JobState next, string? reason, DateTimeOffset now, CancellationToken cancellationToken)
    {
        job.CurrentItem = null;
        var open = await context.Set<JobAttempt>()
            .Where(attempt => attempt.JobId == job.Id && attempt.EndedAt == null)
            .ToListAsync(cancellationToken);
        foreach (var attempt in open)
        {
            attempt.EndedAt = now;
            attempt.Outcome = reason is null ? next.Text() : $"{next.Text()}: {reason}";
        }
    }

    private void AddEvent(Job job, JobEventSeverity severity, string message) =>
        job.Events.Add(new JobEvent { JobId = job.Id, At = time.GetUtcNow(), Severity = severity, Message = message });

    private static JobEventSeverity SeverityOf(JobState state) => state switch
    {
        JobState.Failed => JobEventSeverity.Error,
        JobState.Pending or JobState.CompletedWithErrors or JobState.CompletedWithWarnings => JobEventSeverity.Warning,
        _ => JobEventSeverity.Information,
    };
}
