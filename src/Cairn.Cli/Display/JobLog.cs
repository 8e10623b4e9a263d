using Cairn.Wire.Messages.Jobs;

namespace Cairn.Cli.Display;

/// <summary>What happened to a job, for people.</summary>
internal static class JobLog
{
    public static void PrintLog(this Shell shell, JobDetail detail)
    {
        foreach (var happened in detail.Events ?? [])
            shell.Output.WriteLine($"{Figures.Time(happened.Time)}  {happened.Severity}  {happened.Description.AsText()}");
        foreach (var attempt in detail.AttemptsInfo ?? [])
        {
            var (start, end) = (Figures.Time(attempt.StartTime), Figures.Time(attempt.EndTime));
            shell.Output.WriteLine($"Attempt {attempt.AttemptNumber}: {start} to {end}: {attempt.Status}");
        }

        foreach (var reason in detail.GeneralInfo?.Reasons ?? [])
            shell.Output.WriteLine($"Note: {reason.AsText()}");
        foreach (var warning in detail.GeneralInfo?.Warnings ?? [])
            shell.Output.WriteLine($"Warning: {warning.AsText()}");
        foreach (var item in detail.FailedItems ?? [])
            shell.Output.WriteLine($"Failed: {item.Path.AsText()}: {item.Reason.AsText()}");
        var more = (detail.DetailInfo?.SkippedItems ?? 0) - (detail.FailedItems?.Count ?? 0);
        if (more > 0)
            shell.Output.WriteLine($"… and {Figures.Count(more)} more failed");
    }
}
