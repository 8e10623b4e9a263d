using System.CommandLine;
using Cairn.Cli.Display;
using Cairn.Repository.Checking;

namespace Cairn.Cli.Verbs.Repositories;

/// <summary><c>cairn repo stats</c>: how much a repository holds.</summary>
internal static class StatisticsVerb
{
    public static Command Create(Shell shell, RepositoryAccess access)
    {
        var json = CommonOption.Json();
        var command = new Command("stats", "Show how much the repository holds.") { json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var repository = await access.OpenAsync(parsed, cancellationToken);
            var statistics = await RepositoryStatistics.ReadAsync(repository, cancellationToken);
            if (parsed.GetValue(json))
                shell.PrintJson(statistics, CliJson.Default.RepositoryStatistics);
            else
                Print(shell, statistics);
            return ExitCode.Done;
        });
        return command;
    }

    private static void Print(Shell shell, RepositoryStatistics statistics)
    {
        shell.Output.WriteLine($"Snapshots: {Figures.Count(statistics.Snapshots)}");
        shell.Output.WriteLine($"Chunks:    {Figures.Count(statistics.Chunks)}, {Figures.Bytes(statistics.BytesPlain)} plain");
        shell.Output.WriteLine($"Packs:     {Figures.Count(statistics.Packs)}, {Figures.Bytes(statistics.BytesStored)} stored");
        shell.Output.WriteLine($"Parity:    {Figures.Bytes(statistics.BytesParity)}");
        if (statistics.Sessions > 0)
            shell.Output.WriteLine($"Backups:   {Figures.Count(statistics.Sessions)} running, or died a short while ago");
    }
}
