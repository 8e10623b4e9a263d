using Cairn.Cli.Display;
using Cairn.Wire.Messages.Jobs;

namespace Cairn.Cli.Api;

/// <summary>What a job's end means to whoever waited for it (docs/operations.md, "What a job's end means").</summary>
internal static class JobEnd
{
    /// <summary>As every client of the API tells it (wire-api.md 4.3).</summary>
    public static bool IsFinished(this JobSummary job) => job.Says("completed") || job.Says("killed") || job.Says("failed");

    /// <summary>
    /// Its result counts. A backup's counts also when some files could not be read; a restore was asked for every file.
    /// </summary>
    public static bool IsSuccess(this JobSummary job) => job.Says("completed") && !(job.HasErrors() && job.JobType == "Restore");

    /// <summary>Tells the error stream what went wrong, if anything did, and gives the exit code.</summary>
    public static int ReportEnd(this Shell shell, JobSummary job)
    {
        if (job.Complaint() is { } complaint)
            shell.Error.WriteLine($"cairn: {complaint.AsText()}");
        return job.IsSuccess() ? ExitCode.Done : ExitCode.Failed;
    }

    /// <summary>What went wrong, as one sentence; null when nothing did.</summary>
    public static string? Complaint(this JobSummary job)
    {
        if (job.HasErrors())
            return $"Job {job.JobId}: {Figures.Count(job.TotalFailedFiles ?? 0, "item")} failed; see cairn job show {job.JobId}";
        if (job.Says("completed"))
            return null;
        var reason = string.IsNullOrEmpty(job.PendingReason) ? "" : $": {job.PendingReason.TrimEnd('.')}";
        return $"Job {job.JobId} {(job.Says("killed") ? "was killed" : "failed")}{reason}; see cairn job log {job.JobId}";
    }

    private static bool HasErrors(this JobSummary job) => job.Says("completed") && job.Says("errors");

    private static bool Says(this JobSummary job, string word) =>
        job.Status?.Contains(word, StringComparison.OrdinalIgnoreCase) == true;
}
