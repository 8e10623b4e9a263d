using Cairn.Cli.Api;
using Cairn.Wire.Messages.Jobs;
using Spectre.Console;

namespace Cairn.Cli.Display;

/// <summary>Shows jobs while they run: a table that changes on a terminal, else a line for each change.</summary>
internal static class JobsDisplay
{
    /// <summary>Jobs that have ended stay on the screen until newer ones need their lines.</summary>
    private const int EndedShown = 10;

    public static Task ShowAsync(Shell shell, IAsyncEnumerable<JobSummary> changes, CancellationToken cancellationToken) =>
        shell.IsTerminal ? ShowTableAsync(shell, changes, cancellationToken) : ShowLinesAsync(shell, changes, cancellationToken);

    private static async Task ShowLinesAsync(Shell shell, IAsyncEnumerable<JobSummary> changes, CancellationToken cancellationToken)
    {
        await foreach (var job in changes.WithCancellation(cancellationToken))
            await shell.Output.WriteLineAsync(string.Join("  ", Cells(job)).TrimEnd());
    }

    private static Task ShowTableAsync(Shell shell, IAsyncEnumerable<JobSummary> changes, CancellationToken cancellationToken)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(shell.Output) });
        var jobs = new SortedDictionary<long, JobSummary>();
        return console.Live(TableOf(jobs.Values)).StartAsync(async context =>
        {
            await foreach (var job in changes.WithCancellation(cancellationToken))
            {
                jobs[job.JobId ?? 0] = job;
                foreach (var old in jobs.Values.Where(known => known.IsFinished()).Reverse().Skip(EndedShown).ToList())
                    jobs.Remove(old.JobId ?? 0);
                context.UpdateTarget(TableOf(jobs.Values));
            }
        });
    }

    private static Table TableOf(IEnumerable<JobSummary> jobs)
    {
        var table = new Table().Border(TableBorder.Simple)
            .AddColumns("JOB", "STATUS", "%", "PHASE", "LEVEL", "SUBCLIENT", "FILES", "SIZE", "WHY");
        foreach (var job in jobs)
            table.AddRow([.. Cells(job).Select(cell => new Text(cell))]);
        return table;
    }

    private static IEnumerable<string> Cells(JobSummary job) => new[]
    {
        $"{job.JobId}", job.Status, $"{job.PercentComplete}", job.CurrentPhaseName, job.BackupLevelName, JobText.Path(job.Subclient),
        Figures.Count(job.TotalNumOfFiles ?? 0), Figures.Bytes(job.SizeOfApplication ?? 0), job.PendingReason,
    }.Select(cell => cell.AsText());
}
