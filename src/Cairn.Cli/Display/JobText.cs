using Cairn.Cli.Api;
using Cairn.Wire.Messages.Entities;
using Cairn.Wire.Messages.Jobs;

namespace Cairn.Cli.Display;

/// <summary>Jobs as people read them.</summary>
internal static class JobText
{
    public static void PrintTable(this Shell shell, IEnumerable<JobSummary> jobs)
    {
        var table = new TextTable("JOB", "STATUS", "%", "TYPE", "LEVEL", "SUBCLIENT", "FILES", "SIZE", "STARTED");
        foreach (var job in jobs)
        {
            table.Add(
                $"{job.JobId}",
                job.Status ?? "",
                $"{job.PercentComplete}",
                job.JobType ?? "",
                job.BackupLevelName ?? "",
                Path(job.Subclient),
                Figures.Count(job.TotalNumOfFiles ?? 0),
                Figures.Bytes(job.SizeOfApplication ?? 0),
                Figures.Time(job.JobStartTime));
        }

        table.WriteTo(shell.Output);
    }

    public static void Print(this Shell shell, JobSummary job)
    {
        shell.Output.WriteLine($"Job {job.JobId}: {job.Status}");
        Line("Operation", $"{job.LocalizedOperationName} {job.BackupLevelName}".Trim());
        Line("Subclient", Path(job.Subclient));
        Line("Description", job.JobDescription);
        Line("Phase", job.CurrentPhaseName);
        var (files, size) = (Figures.Count(job.TotalNumOfFiles ?? 0), Figures.Bytes(job.SizeOfApplication ?? 0));
        Line("Progress", $"{job.PercentComplete} %, {files} files, {size}");
        Line("Stored", job.SizeOfMediaOnDisk is { } stored ? Figures.Bytes(stored) : null);
        Line("Failed", job.TotalFailedFiles is > 0 and var failed ? $"{Figures.Count(failed)} files; see cairn job log {job.JobId}" : null);
        Line("Started", Figures.Time(job.JobStartTime));
        Line("Ended", Figures.Time(job.JobEndTime));
        Line(job.IsFinished() ? "Reason" : "Waits for", job.PendingReason);
        foreach (var reason in job.Reasons ?? [])
            Line("Note", reason);
        foreach (var warning in job.Warnings ?? [])
            Line("Warning", warning);

        void Line(string name, string? value)
        {
            if (!string.IsNullOrEmpty(value))
                shell.Output.WriteLine($"  {name + ":",-13}{value.AsText()}");
        }
    }

    public static string Path(EntityReference? entity) => string.Join(
        '/',
        new[] { entity?.ClientName, entity?.AppName, entity?.InstanceName, entity?.BackupSetName, entity?.SubclientName }
            .Where(name => !string.IsNullOrEmpty(name)));
}
