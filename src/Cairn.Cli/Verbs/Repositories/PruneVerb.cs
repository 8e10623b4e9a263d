using System.CommandLine;
using Cairn.Cli.Display;
using Cairn.Repository;
using Cairn.Repository.Collecting;

namespace Cairn.Cli.Verbs.Repositories;

/// <summary><c>cairn repo prune</c>: gives back the space of what no snapshot needs.</summary>
internal static class PruneVerb
{
    public static Command Create(Shell shell, RepositoryAccess access)
    {
        var options = new PruneOptions();
        var dryRun = new Option<bool>("--dry-run") { Description = "Only say what would be done." };
        var json = CommonOption.Json();
        var command = new Command("prune", "Remove what no snapshot needs; backups may run meanwhile.") { dryRun, json };
        options.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var collection = options.Of(parsed, parsed.GetValue(dryRun));
            var repository = await access.OpenAsync(parsed, cancellationToken);
            var report = await RunAsync(shell, repository, collection, parsed.GetValue(json), cancellationToken);
            if (parsed.GetValue(json))
                shell.PrintJson(PruneResult.Of(report, collection.DryRun), CliJson.Default.PruneResult);
            else
                shell.Print(report, collection.DryRun);
            return ExitOf(report);
        });
        return command;
    }

    /// <summary>What can't be read was kept: something is wrong. That sessions must end first isn't.</summary>
    public static int ExitOf(CollectionReport report) => report.Damaged.Count == 0 ? ExitCode.Done : ExitCode.Failed;

    public static Task<CollectionReport> RunAsync(
        Shell shell, BackupRepository repository, CollectionOptions options, bool quiet, CancellationToken cancellationToken) =>
        ProgressDisplay.RunAsync(shell, quiet, show => new GarbageCollection(
            repository,
            options,
            new ShownProgress<CollectionProgress>(show, value => new ProgressState(
                value.Phase,
                value.Total == 0 ? null : 100.0 * value.Done / value.Total,
                value.Total == 0 ? "" : $"{value.Done} of {value.Total}")))
            .RunAsync(cancellationToken));
}
