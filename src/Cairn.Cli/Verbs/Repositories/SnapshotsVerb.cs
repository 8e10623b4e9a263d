using System.CommandLine;
using Cairn.Cli.Display;
using Cairn.Repository.Snapshots;

namespace Cairn.Cli.Verbs.Repositories;

/// <summary><c>cairn repo snapshots</c>: what backups there are.</summary>
internal static class SnapshotsVerb
{
    public static Command Create(Shell shell, RepositoryAccess access)
    {
        var json = CommonOption.Json();
        var command = new Command("snapshots", "List the snapshots, oldest first.") { json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var repository = await access.OpenAsync(parsed, cancellationToken);
            var snapshots = new List<Snapshot>();
            await foreach (var snapshot in new SnapshotList(repository).ReadAllAsync(cancellationToken))
                snapshots.Add(snapshot);
            if (parsed.GetValue(json))
                shell.PrintJson([.. snapshots.Select(SnapshotLine.Of)], CliJson.Default.SnapshotLineArray);
            else
                Table(snapshots).WriteTo(shell.Output);
            return ExitCode.Done;
        });
        return command;
    }

    private static TextTable Table(List<Snapshot> snapshots)
    {
        var table = new TextTable("SNAPSHOT", "FINISHED", "LEVEL", "HOST", "JOB", "FILES", "SIZE", "PATHS");
        foreach (var (id, _, about) in snapshots)
        {
            table.Add(
                id.ToString()[..12],
                Figures.Time(about.Finished.ToUnixTimeSeconds()),
                about.Level,
                about.Host,
                about.JobId is { } job ? $"{job}" : "-",
                Figures.Count(about.Statistics.Files),
                Figures.Bytes(about.Statistics.Bytes),
                string.Join(' ', about.Paths));
        }

        return table;
    }
}
