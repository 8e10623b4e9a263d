using System.CommandLine;
using Cairn.Cli.Display;
using Cairn.Repository.Checking;

namespace Cairn.Cli.Verbs.Repositories;

/// <summary><c>cairn repo check</c>: is everything there, and as it was written.</summary>
internal static class CheckVerb
{
    public static Command Create(Shell shell, RepositoryAccess access)
    {
        var readData = new Option<bool>("--read-data") { Description = "Read and verify all data, not only what leads to it." };
        var json = CommonOption.Json();
        var command = new Command("check", "Verify the repository; exit code 1 if something is wrong.") { readData, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var repository = await access.OpenAsync(parsed, cancellationToken);
            var options = new CheckOptions { ReadData = parsed.GetValue(readData) };
            var report = await ProgressDisplay.RunAsync(shell, parsed.GetValue(json), show => new RepositoryCheck(repository)
                .RunAsync(options, new Shown(show), cancellationToken));
            if (parsed.GetValue(json))
                shell.PrintJson(CheckResult.Of(report), CliJson.Default.CheckResult);
            else
                Print(shell, report);
            return report.IsHealthy ? ExitCode.Done : ExitCode.Failed;
        });
        return command;
    }

    private static void Print(Shell shell, CheckReport report)
    {
        foreach (var finding in report.Findings)
        {
            var hits = finding.Snapshot is { } snapshot ? $"; hits snapshot {snapshot} {finding.Path.AsText()}" : "";
            shell.Output.WriteLine($"{finding.ObjectName}: {finding.Reason}{hits}");
        }

        shell.Output.WriteLine(
            $"{Figures.Count(report.Packs)} packs, {Figures.Count(report.Chunks)} chunks, {Figures.Count(report.Snapshots)} snapshots, "
            + $"{Figures.Bytes(report.BytesRead)} read: {(report.IsHealthy ? "all well" : $"{report.Findings.Count} findings")}.");
    }

    /// <summary>At once and on the caller's thread, unlike <see cref="Progress{T}"/>: no line comes after the result.</summary>
    private sealed class Shown(Action<ProgressState> show) : IProgress<CheckProgress>
    {
        public void Report(CheckProgress value) =>
            show(new ProgressState(
                value.Phase, value.Total == 0 ? null : 100.0 * value.Done / value.Total, $"{value.Done} of {value.Total}"));
    }
}
