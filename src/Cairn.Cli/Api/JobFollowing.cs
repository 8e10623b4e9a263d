using Cairn.Cli.Display;
using Cairn.Wire.Messages.Jobs;

namespace Cairn.Cli.Api;

/// <summary>Watches a job until it has ended.</summary>
internal sealed class JobFollowing(ApiClient api, Shell shell, bool quiet)
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(300);

    /// <summary>Shows the job's progress and gives what it came to.</summary>
    public Task<JobSummary> FollowAsync(int jobId, CancellationToken cancellationToken) => ProgressDisplay.RunAsync(
        shell,
        quiet,
        async show =>
        {
            while (true)
            {
                var job = await FindAsync(api, jobId, cancellationToken);
                show(State(job));
                if (job.IsFinished())
                    return job;
                await Task.Delay(BetweenLooks, TimeProvider.System, cancellationToken);
            }
        });

    public static async Task<JobSummary> FindAsync(ApiClient api, int jobId, CancellationToken cancellationToken)
    {
        var list = await api.GetAsync<JobListResponse>($"Job/{jobId}", cancellationToken);
        return list.Jobs is [{ JobSummary: { } job }, ..] ? job : throw new FailureException($"The server knows no job {jobId}.");
    }

    /// <summary>A job that waits says what for; else its phase tells most.</summary>
    internal static ProgressState State(JobSummary job)
    {
        var phase = job switch
        {
            _ when job.IsFinished() => job.Status,
            { PendingReason.Length: > 0 } => $"{job.Status}: {job.PendingReason}",
            { CurrentPhaseName.Length: > 0 } => job.CurrentPhaseName,
            _ => job.Status,
        };
        var detail = $"{Figures.Count(job.TotalNumOfFiles ?? 0, "file")}, {Figures.Bytes(job.SizeOfApplication ?? 0)}";
        return new ProgressState($"Job {job.JobId} {phase}".AsText(), job.PercentComplete, detail);
    }
}
