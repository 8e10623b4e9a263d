using System.CommandLine;
using Cairn.Cli.Display;
using Cairn.Repository;
using Cairn.Repository.Faults;
using Cairn.Repository.Retention;
using Cairn.Repository.Snapshots;

namespace Cairn.Cli.Verbs.Repositories;

/// <summary><c>cairn repo forget</c>: removes snapshots, by their ids or by rules that say what to keep.</summary>
internal static class ForgetVerb
{
    public static Command Create(Shell shell, RepositoryAccess access)
    {
        var names = new Argument<string[]>("SNAPSHOT")
        {
            Description = "Beginnings of ids: forget exactly these. "
                + "Else rules say what to keep of each host's backups of the same paths.",
            Arity = ArgumentArity.ZeroOrMore,
        }.WithoutOptions();
        var keep = new KeepOptions();
        var filter = new SnapshotFilterOptions();
        var dryRun = new Option<bool>("--dry-run") { Description = "Only say what would be done." };
        var prune = new Option<bool>("--prune") { Description = "Then give back the space of what no snapshot needs, as prune does." };
        var pruneOptions = new PruneOptions();
        var json = CommonOption.Json();
        var command = new Command("forget", "Remove snapshots.") { names, dryRun, prune, json };
        keep.AddTo(command);
        filter.AddTo(command);
        pruneOptions.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var (ids, rules) = (parsed.GetValue(names) ?? [], keep.Of(parsed));
            if (ids.Length > 0 && (rules.Any || filter.IsGiven(parsed)))
                throw new UsageException("Name snapshots, or give rules that say what to keep: not both.");
            if (ids.Length == 0 && !rules.Any)
            {
                throw new UsageException(
                    "What is to be kept? Give at least one rule, such as --keep-daily 7, or name snapshots to forget.");
            }

            if (!parsed.GetValue(prune) && pruneOptions.IsGiven(parsed))
                throw new UsageException("--max-unused, --wait and --no-wait belong to --prune.");
            var collection = parsed.GetValue(prune) ? pruneOptions.Of(parsed, parsed.GetValue(dryRun)) : null;

            var repository = await access.OpenAsync(parsed, cancellationToken);
            if (repository.IsWriteOnly)
                throw new WriteOnlyException();
            var unreadable = false;
            repository.SnapshotUnreadable += (_, _) => unreadable = true;
            var series = ids.Length > 0 ? [] : await DecideAsync(repository, rules, filter.Of(parsed), cancellationToken);
            IReadOnlyList<SnapshotId> going = ids.Length > 0
                ? await FindAsync(repository, ids, cancellationToken)
                : [.. series.SelectMany(one => one.Going)];
            if (!parsed.GetValue(json))
                shell.Print(series);
            if (!parsed.GetValue(dryRun))
                going = await ForgetAsync(repository, going, cancellationToken);
            if (!parsed.GetValue(json))
                shell.PrintForgotten(going, parsed.GetValue(dryRun), collection is not null);

            // A dry run says what could be freed already: what is to be forgotten still counts as needed.
            var report = collection is null
                ? null
                : await PruneVerb.RunAsync(shell, repository, collection, parsed.GetValue(json), cancellationToken);
            if (parsed.GetValue(json))
                shell.PrintJson(ForgetResult.Of(series, going, report, parsed.GetValue(dryRun)), CliJson.Default.ForgetResult);
            else if (report is not null)
                shell.Print(report, parsed.GetValue(dryRun));
            // What can't be read is told, and no rule was applied to it.
            return unreadable || report is not null && PruneVerb.ExitOf(report) != ExitCode.Done ? ExitCode.Failed : ExitCode.Done;
        });
        return command;
    }

    private static async Task<IReadOnlyList<DecidedSeries>> DecideAsync(
        BackupRepository repository, KeepRules rules, SnapshotFilter filter, CancellationToken cancellationToken)
    {
        var snapshots = await new SnapshotList(repository).ReadAllAsync(cancellationToken)
            .Where(filter.Includes)
            .ToListAsync(cancellationToken);
        var time = TimeProvider.System;
        return
        [
            .. SnapshotSeries.Group(snapshots).Select(series =>
                new DecidedSeries(series.Host, series.Paths, rules.Decide(series.Snapshots, time.GetUtcNow(), time.LocalTimeZone))),
        ];
    }

    /// <summary>Gives those that were there: somebody else may have forgotten some meanwhile.</summary>
    internal static async Task<IReadOnlyList<SnapshotId>> ForgetAsync(
        BackupRepository repository, IReadOnlyList<SnapshotId> going, CancellationToken cancellationToken)
    {
        var list = new SnapshotList(repository);
        var forgotten = new List<SnapshotId>();
        foreach (var id in going)
            if (await list.ForgetAsync(id, cancellationToken))
                forgotten.Add(id);
        return forgotten;
    }

    /// <summary>Without reading them: a damaged or lost snapshot can be forgotten too.</summary>
    private static async Task<IReadOnlyList<SnapshotId>> FindAsync(
        BackupRepository repository, string[] names, CancellationToken cancellationToken)
    {
        List<SnapshotId> ids = [.. await new SnapshotList(repository).ListForgettableIdsAsync(cancellationToken)];
        return [.. names.Select(name => Find(ids, name)).Distinct()];
    }

    private static SnapshotId Find(List<SnapshotId> ids, string name) =>
        ids.FindAll(id => name.Length > 0 && id.ToString().StartsWith(name, StringComparison.OrdinalIgnoreCase)) switch
        {
            [var only] => only,
            [] => throw new FailureException(
                $"The repository has no snapshot '{name}', so nothing was forgotten: cairn repo snapshots lists them."),
            var several => throw new FailureException(
                $"'{name}' is the start of {several.Count} snapshots' ids, so nothing was forgotten: give more digits."),
        };
}
