using Cairn.CommServe.Catalog;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Cairn.CommServe.Jobs;

/// <summary>Copies the progress of the runs under way to the catalog about once a second, so that it is there after a crash.</summary>
internal sealed partial class ProgressWriting(
    IDbContextFactory<CatalogContext> catalog, RunningJobs jobs, TimeProvider time, ILogger<ProgressWriting> logger)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    public async Task RunAsync(CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stopping))
                await WriteAllAsync(stopping);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The last figures of each run are stored with the end of its attempt.
        }
    }

    private async Task WriteAllAsync(CancellationToken cancellationToken)
    {
        try
        {
            foreach (var job in jobs.All)
                await WriteAsync(job, cancellationToken);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            // Progress is a courtesy: a busy catalog must not end a backup.
            LogNotWritten(fault);
        }
    }

    private async Task WriteAsync(RunningJob running, CancellationToken cancellationToken)
    {
        var figures = running.Progress.Read();
        if (running.Written == figures)
            return;
        var now = time.GetUtcNow();
        await using var context = await catalog.CreateDbContextAsync(cancellationToken);
        await context.Set<Job>()
            .Where(job => job.Id == running.Id && (job.State == JobState.Running
                || job.State == JobState.SuspendPending || job.State == JobState.KillPending))
            .ExecuteUpdateAsync(set => set
                .SetProperty(job => job.Phase, figures.Phase)
                .SetProperty(job => job.Percent, figures.Percent)
                .SetProperty(job => job.Files, figures.Files)
                .SetProperty(job => job.FilesFailed, figures.FilesFailed)
                .SetProperty(job => job.Bytes, figures.Bytes)
                .SetProperty(job => job.BytesNew, figures.BytesNew)
                .SetProperty(job => job.BytesStored, figures.BytesStored)
                .SetProperty(job => job.CurrentItem, figures.CurrentItem)
                .SetProperty(job => job.UpdatedAt, now), cancellationToken);
        running.Written = figures;
    }

    [LoggerMessage(10, LogLevel.Warning, "The jobs' progress could not be written to the catalog.")]
    private partial void LogNotWritten(Exception fault);
}
