using Cairn.CommServe.Jobs.Queueing;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Cairn.CommServe.Jobs;

/// <summary>
/// Runs jobs in the background. It keeps nothing that matters in memory: each turn reads the queue from the catalog, stores each
/// transition before acting on it, and sleeps until a job changes or a time comes.
/// </summary>
internal sealed partial class JobEngine(
    QueueReading queue,
    JobJournal journal,
    JobRecovery recovery,
    JobRunner runner,
    RunningJobs running,
    ProgressWriting progress,
    JobChanges changes,
    JobEngineOptions options,
    TimeProvider time,
    ILogger<JobEngine> logger) : BackgroundService
{
    // After a turn that failed (the catalog is locked, the disk is full), so that the fault does not keep a processor busy.
    internal static readonly TimeSpan FaultPause = TimeSpan.FromSeconds(5);

    private readonly List<Task> _runs = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var writing = progress.RunAsync(stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
            await TakeTurnAsync(stoppingToken);
        await Task.WhenAll([writing, .. _runs]);
    }

    private async Task TakeTurnAsync(CancellationToken stopping)
    {
        var changed = changes.Next;
        DateTimeOffset? next;
        try
        {
            next = await DispatchAsync(stopping);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return;
        }
        catch (Exception fault)
        {
            Report(fault);
            next = time.GetUtcNow() + FaultPause;
            changed = Task.Delay(Timeout.InfiniteTimeSpan, stopping);
        }
        await SleepAsync(changed, next, stopping);
    }

    private async Task<DateTimeOffset?> DispatchAsync(CancellationToken stopping)
    {
        var picture = await queue.ReadAsync(time.GetUtcNow(), stopping);
        foreach (var job in picture.UnderWay.Where(job => !running.TryGet(job.Id, out _)))
            await recovery.TakeUpAsync(job.Id, stopping);
        foreach (var id in picture.Expired)
        {
            await journal.MoveAsync(id, JobTrigger.AskKill, "its total running time is over", null, stopping);
            running.Stop(id);
        }
        foreach (var (id, requiredId, state) in picture.Orphaned)
        {
            var reason = $"it needs job {requiredId}, which ended as {state.Text()}";
            await journal.MoveAsync(id, JobTrigger.Fail, reason, null, stopping);
        }
        foreach (var job in DispatchPlan.Choose(picture.Ready, picture.UnderWay, options.StreamsPerMediaAgent))
            await StartAsync(job.Id, stopping);
        return picture.NextInstant;
    }

    private void Report(Exception fault)
    {
        try
        {
            LogTurnFailed(fault);
        }
        catch (Exception)
        {
            // A log that can't be written must not end the dispatcher.
        }
    }

    private async Task StartAsync(int jobId, CancellationToken stopping)
    {
        // Known before it is marked as running: whoever sees it Running can stop it.
        var job = new RunningJob(jobId, stopping);
        running.Add(job);
        JobState? state = null;
        try
        {
            state = await journal.MoveAsync(jobId, JobTrigger.Dispatch, null, null, stopping);
        }
        finally
        {
            if (state is not JobState.Running)
                Forget(job);
        }
        if (state is not JobState.Running)
            return;
        _runs.RemoveAll(run => run.IsCompleted);
        _runs.Add(RunAsync(job));
    }

    private async Task RunAsync(RunningJob job)
    {
        // Off the dispatcher's turn at once: reading files is no work for it.
        await Task.Yield();
        try
        {
            await runner.RunAsync(job);
        }
        catch (Exception fault)
        {
            // Its state could not be stored. It stays Running in the catalog, and the next start of the server takes it up again.
            LogRunLost(job.Id, fault);
        }
        finally
        {
            Forget(job);
            changes.Announce();
        }
    }

    private void Forget(RunningJob job)
    {
        running.Remove(job);
        job.Dispose();
    }

    private async Task SleepAsync(Task changed, DateTimeOffset? until, CancellationToken stopping)
    {
        using var awake = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var pause = until is { } instant ? LongestTimer(instant - time.GetUtcNow()) : Timeout.InfiniteTimeSpan;
        await Task.WhenAny(changed, Task.Delay(pause, time, awake.Token));
        await awake.CancelAsync();
    }

    // A timer can't be set for more than some 49 days; waking once a day for nothing is harmless.
    private static TimeSpan LongestTimer(TimeSpan wanted) => TimeSpan.FromMilliseconds(
        Math.Clamp(wanted.TotalMilliseconds, 0, TimeSpan.FromDays(1).TotalMilliseconds));

    [LoggerMessage(1, LogLevel.Error, "The dispatcher could not read or write the queue; it tries again soon.")]
    private partial void LogTurnFailed(Exception fault);

    [LoggerMessage(2, LogLevel.Error, "The end of job {JobId}'s run could not be stored.")]
    private partial void LogRunLost(int jobId, Exception fault);
}
