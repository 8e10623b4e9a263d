using Cairn.Cli.Display;
using Cairn.Wire.Messages.Jobs;

namespace Cairn.Cli.Api;

/// <summary>Watches a job until it has ended.</summary>
internal sealed class JobFollowing(ApiClient api, Shell shell, bool quiet)
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(300);

    /// <summary>Shows the job's progress and gives what it came to.</summary>
    public Task<JobSummary> FollowAsync(string jobId, CancellationToken cancellationToken) => ProgressDisplay.RunAsync(
        shell,
        quiet,
        async show =>
        {
            while (true)
            {
                var job = await FindAsync(api, jobId, cancellationToken);
                show(State(job));
                if (IsFinished(job))
                    return job;
                await Task.Delay(BetweenLooks, TimeProvider.System, cancellationToken);
            }
        });

    public static async Task<JobSummary> FindAsync(ApiClient api, string jobId, CancellationToken cancellationToken)
    {
        var list = await api.GetAsync<JobListResponse>("Job/" + Uri.EscapeDataString(jobId), cancellationToken);
        return list.Jobs is [{ JobSummary: { } job }, ..] ? job : throw new FailureException($"The server knows no job {jobId}.");
    }

    /// <summary>As every client of the API tells it (wire-api.md 4.3).</summary>
    public static bool IsFinished(JobSummary job) =>
        Says(job, "completed") || Says(job, "killed") || Says(job, "failed");

    /// <summary>Its data counts, with or without files that could not be read.</summary>
    public static bool IsSuccess(JobSummary job) => Says(job, "completed");

    private static bool Says(JobSummary job, string word) =>
        job.Status?.Contains(word, StringComparison.OrdinalIgnoreCase) == true;

    private static ProgressState State(JobSummary job)
    {
        var phase = IsFinished(job) || string.IsNullOrEmpty(job.CurrentPhaseName) ? job.Status : job.CurrentPhaseName;
        var detail = $"{Figures.Count(job.TotalNumOfFiles ?? 0)} files, {Figures.Bytes(job.SizeOfApplication ?? 0)}";
        return new ProgressState($"Job {job.JobId} {phase}", job.PercentComplete, detail);
    }
}
