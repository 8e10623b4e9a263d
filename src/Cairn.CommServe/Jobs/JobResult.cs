namespace Cairn.CommServe.Jobs;

/// <summary>How a run ended.</summary>
/// <param name="Trigger">What it means for the job.</param>
/// <param name="Reason">For people; null where there is nothing to say.</param>
internal sealed record JobResult(JobTrigger Trigger, string? Reason = null)
{
    /// <summary>The snapshot that a backup made.</summary>
    public string? SnapshotId { get; init; }

    /// <summary>When the next attempt may start.</summary>
    public DateTimeOffset? RetryAt { get; init; }

    /// <summary>The end of a run that did all that it could; items that failed are named and don't undo the rest.</summary>
    public static JobResult Done(JobProgress progress) => (progress.Read().FilesFailed, progress.Incomplete) switch
    {
        (0, 0) => new JobResult(JobTrigger.Complete),
        (0, var incomplete) => new JobResult(JobTrigger.CompleteWithWarnings, $"{Items(incomplete)} could not be kept exactly"),
        (var failed, _) => new JobResult(JobTrigger.CompleteWithErrors, $"{Items(failed)} failed"),
    };

    private static string Items(long count) => count == 1 ? "1 item" : $"{count} items";
}
