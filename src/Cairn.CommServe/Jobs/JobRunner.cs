using Cairn.CommServe.Catalog;
using Cairn.CommServe.Jobs.Backups;
using Cairn.CommServe.Jobs.Restores;
using Cairn.CommServe.Repositories;
using Cairn.CommServe.Tasks;
using Cairn.Repository.Faults;
using Microsoft.Extensions.Logging;

namespace Cairn.CommServe.Jobs;

/// <summary>Makes one attempt at a job and stores how it ended.</summary>
internal sealed partial class JobRunner(
    JobAssignments assignments,
    BackupRun backup,
    RestoreRun restore,
    JobJournal journal,
    JobEngineOptions options,
    TimeProvider time,
    ILogger<JobRunner> logger)
{
    internal const int EndNotStored = 21;

    /// <summary>
    /// The job is marked as running already. Returns when its next state is stored; throws only if that fails until the server stops.
    /// </summary>
    public async Task RunAsync(RunningJob job)
    {
        var result = await AttemptAsync(job);
        while (!await TryStoreAsync(job, result))
            await Task.Delay(JobEngine.FaultPause, time, job.ServerStopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task<bool> TryStoreAsync(RunningJob job, JobResult result)
    {
        try
        {
            // Not cancelled by anything: this is where the run becomes known.
            await journal.MoveAsync(job.Id, result.Trigger, result.Reason, row => Store(result, job.Progress, row), CancellationToken.None);
            return true;
        }
        catch (Exception fault) when (!job.IsServerStopping)
        {
            LogEndNotStored(job.Id, fault);
            return false;
        }
    }

    private async Task<JobResult> AttemptAsync(RunningJob job)
    {
        JobAssignment? assignment = null;
        try
        {
            assignment = await assignments.ReadAsync(job.Id, job.Stopping);
            return assignment.Job.Operation is OperationType.Restore
                ? await restore.RunAsync(assignment, job.Progress, job.Stopping)
                : await backup.RunAsync(assignment, job.Progress, job.Stopping);
        }
        catch (OperationCanceledException) when (job.Stopping.IsCancellationRequested)
        {
            return job.IsServerStopping ? new JobResult(JobTrigger.BreakOff, "the server stopped") : new JobResult(JobTrigger.Stop);
        }
        catch (JobImpossibleException fault)
        {
            return new JobResult(JobTrigger.Fail, fault.Message);
        }
        catch (Exception fault) when (IsLasting(fault))
        {
            return new JobResult(JobTrigger.Fail, fault.Message);
        }
        catch (Exception fault)
        {
            LogAttemptFailed(job.Id, fault);
            return TryAgain(assignment, ReasonOf(fault));
        }
    }

    // The repository's place, key, room or data, or what the agent was asked for: until somebody acts, another attempt would meet the same.
    private static bool IsLasting(Exception fault) =>
        fault is LibraryUnavailableException or NoRepositoryException or WrongPassphraseException
            or StoreFullException or RepositoryDamagedException or ArgumentException;

    private JobResult TryAgain(JobAssignment? assignment, string reason)
    {
        var retries = assignment?.Spec.Job.Retries ?? options.Retries;
        var used = assignment?.Job.RetriesUsed ?? 0;
        return used < retries
            ? new JobResult(JobTrigger.BreakOff, reason) { RetryAt = time.GetUtcNow() + options.RetryInterval }
            : new JobResult(JobTrigger.Fail, used == 0 ? reason : $"{reason} (after {used} retries)");
    }

    private static void Store(JobResult result, JobProgress progress, Job row)
    {
        progress.Read().WriteTo(row);
        row.CurrentItem = null;
        row.SnapshotId = result.SnapshotId ?? row.SnapshotId;
        row.RetryAt = result.RetryAt;
        if (result.RetryAt is not null)
            row.RetriesUsed++;
        if (row.State.IsSuccess())
            row.Percent = 100;
        if (row.State.IsFinal())
            row.ItemFailures.AddRange(progress.Failures().Select(failure =>
                new JobItemFailure { JobId = row.Id, Path = failure.Path, Reason = failure.Reason }));
    }

    // The message of an expected fault is written for people; that of any other needs its type to make sense.
    private static string ReasonOf(Exception fault) => fault is RepositoryException or IOException or UnauthorizedAccessException
        ? fault.Message
        : $"{fault.GetType().Name}: {fault.Message}";

    [LoggerMessage(20, LogLevel.Error, "An attempt at job {JobId} failed.")]
    private partial void LogAttemptFailed(int jobId, Exception fault);

    [LoggerMessage(EndNotStored, LogLevel.Error, "The end of job {JobId}'s run could not be stored; it is tried again soon.")]
    private partial void LogEndNotStored(int jobId, Exception fault);
}
