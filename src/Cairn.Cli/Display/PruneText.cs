using Cairn.Repository.Collecting;
using Cairn.Repository.Sessions;

namespace Cairn.Cli.Display;

/// <summary>What a collection did, for people.</summary>
internal static class PruneText
{
    public static void Print(this Shell shell, CollectionReport report, bool dryRun)
    {
        foreach (var damaged in report.Damaged)
            shell.Output.WriteLine($"{damaged} It was kept: cairn repo check --read-data --repair makes whole what can be.");
        foreach (var fenced in report.Fenced)
            shell.Output.WriteLine($"Backup {fenced} seems to have died: it can't make a snapshot any more.");
        if (report.WaitingFor.Count > 0)
        {
            foreach (var session in report.WaitingFor)
                shell.Output.WriteLine($"Backup {session.Id} ({Whose(session)}) still runs.");
            shell.Output.WriteLine(
                $"Nothing was removed as yet: {Figures.Count(report.WaitingFor.Count, "backup")} that began earlier must end first. "
                + "Run prune again then, or with --wait.");
            return;
        }

        var would = dryRun ? "Would remove" : "Removed";
        shell.Output.WriteLine(
            $"{would} {Figures.Count(report.UnneededPacks + report.OrphanPacks)} packs that nothing needs, and "
            + $"{Figures.Count(report.RewrittenPacks)} for what is needed of them: {Figures.Bytes(report.BytesFreed)} freed.");
        shell.Output.WriteLine(
            $"  {Figures.Count(report.Snapshots, "snapshot")}, {Figures.Bytes(report.BytesStored - report.BytesFreed)} stored, "
            + $"{Figures.Bytes(report.BytesWasted)} of them waste");
    }

    private static string Whose(SessionInfo session)
    {
        var process = session.ProcessId is { } id ? $"process {id}" : "unknown process";
        return $"{session.Host ?? "unknown host"}, {process}, begun {Figures.Time(session.Begun?.ToUnixTimeSeconds())}".AsText();
    }
}
