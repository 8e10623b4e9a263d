using System.CommandLine;
using Cairn.Cli.Display;
using Cairn.Repository.Index;

namespace Cairn.Cli.Verbs.Repositories;

/// <summary><c>cairn repo rebuild-index</c>: a new index from the packs alone.</summary>
internal static class RebuildIndexVerb
{
    public static Command Create(Shell shell, RepositoryAccess access)
    {
        var json = CommonOption.Json();
        var command = new Command("rebuild-index", "Make the index anew from the packs.") { json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var report = await new IndexRebuild(await access.OpenAsync(parsed, cancellationToken)).RunAsync(cancellationToken);
            if (parsed.GetValue(json))
                shell.PrintJson(report, CliJson.Default.IndexRebuildReport);
            else
                Print(shell, report);
            return report.DamagedPacks.Count == 0 ? ExitCode.Done : ExitCode.Failed;
        });
        return command;
    }

    private static void Print(Shell shell, IndexRebuildReport report)
    {
        foreach (var pack in report.DamagedPacks)
            shell.Output.WriteLine($"{pack} is damaged; what could be read of it is in the index.");
        shell.Output.WriteLine($"Found {Figures.Count(report.Chunks)} chunks in {Figures.Count(report.Packs)} packs.");
    }
}
