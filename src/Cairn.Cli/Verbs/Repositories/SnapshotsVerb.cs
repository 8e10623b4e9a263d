using System.CommandLine;
using Cairn.Cli.Display;
using Cairn.Repository.Snapshots;

namespace Cairn.Cli.Verbs.Repositories;

/// <summary><c>cairn repo snapshots</c>: what backups there are.</summary>
internal static class SnapshotsVerb
{
    public static Command Create(Shell shell, RepositoryAccess access)
    {
        var filterOptions = new SnapshotFilterOptions();
        var json = CommonOption.Json();
        var command = new Command("snapshots", "List the snapshots, oldest first.") { json };
        filterOptions.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var repository = await access.OpenAsync(parsed, cancellationToken);
            var snapshots = await new SnapshotList(repository).ReadAllAsync(cancellationToken)
                .Where(filterOptions.Of(parsed).Includes)
                .ToListAsync(cancellationToken);
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
        var table = new TextTable("SNAPSHOT", "FINISHED", "LEVEL", "HOST", "JOB", "FILES", "SIZE", "TAGS", "PATHS");
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
                about.Labels.Count == 0 ? "-" : string.Join(',', about.Labels.Select(TagText.Of)),
                string.Join(' ', about.Paths));
        }

        return table;
    }
}
