using System.CommandLine;
using Cairn.Cli.Display;
using Cairn.DataAgents;
using Cairn.DataAgents.FileSystem;
using Cairn.Repository;
using Cairn.Repository.Sessions;
using Cairn.Repository.Snapshots;

namespace Cairn.Cli.Verbs.Repositories;

/// <summary><c>cairn repo backup</c>: files of this host into a repository.</summary>
internal static class BackupVerb
{
    public static Command Create(Shell shell, RepositoryAccess access)
    {
        var paths = new Argument<string[]>("PATH") { Description = "Files and folders.", Arity = ArgumentArity.OneOrMore }.WithoutOptions();
        var exclude = new Option<string[]>("--exclude")
        {
            Description = "Leave out what matches; may be repeated.",
            HelpName = "GLOB",
            DefaultValueFactory = _ => [],
        };
        var oneFileSystem = new Option<bool>("--one-file-system")
        {
            Description = "Don't go into what is mounted below the paths.",
        };
        var full = new Option<bool>("--full")
        {
            Description = "Read everything, also what seems unchanged since the last backup of these paths.",
        };
        var tags = new Option<string[]>("--tag")
        {
            Description = "Mark the snapshot, to find it by; may be repeated.",
            HelpName = "NAME[=VALUE]",
            DefaultValueFactory = _ => [],
        };
        var json = CommonOption.Json();
        var command = new Command("backup", "Back files up.") { paths, exclude, oneFileSystem, full, tags, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var repository = await access.OpenAsync(parsed, cancellationToken);
            string[] content = [.. parsed.GetRequiredValue(paths).Select(Path.GetFullPath).Order(StringComparer.Ordinal)];
            var request = new BackupRequest
            {
                Content = content,
                Exclusions = [.. parsed.GetRequiredValue(exclude), access.Folder(parsed)],
                FollowMountPoints = !parsed.GetValue(oneFileSystem),
                // A second walk, for percentages that only a person looks at.
                EstimateTotals = shell.IsTerminal,
            };
            var labels = Labels(parsed.GetRequiredValue(tags));
            var basis = parsed.GetValue(full) ? null : await LastOfAsync(repository, content, cancellationToken);
            var result = await ProgressDisplay.RunAsync(
                shell, parsed.GetValue(json), show => RunAsync(shell, repository, request, basis, labels, show, cancellationToken));
            if (parsed.GetValue(json))
                shell.PrintJson(result, CliJson.Default.RepositoryBackupResult);
            else
                shell.Print(result);
            return ExitCode.Done;
        });
        return command;
    }

    private static async Task<RepositoryBackupResult> RunAsync(
        Shell shell,
        BackupRepository repository,
        BackupRequest request,
        Snapshot? basis,
        Dictionary<string, string> labels,
        Action<ProgressState> show,
        CancellationToken cancellationToken)
    {
        var (time, started) = (TimeProvider.System, TimeProvider.System.GetUtcNow());
        await using var session = await WriteSession.BeginAsync(repository, cancellationToken);
        var outcome = await new FileSystemAgent(time).BackupAsync(
            request with { BaseTree = basis?.Root, BaseStarted = basis?.Description.Started },
            session,
            new AgentProgress(shell, show),
            cancellationToken);
        if (outcome.Counts is { ContentRead: 0, Failed: > 0 })
            throw new FailureException("Nothing could be read, so no snapshot was made.");
        var description = Describe(request, basis, started, outcome.Counts) with { Labels = labels };
        var snapshot = await session.CommitAsync(description, outcome.Root, cancellationToken);
        var counters = session.Counters;
        return new RepositoryBackupResult(
            snapshot.Id.ToString(),
            outcome.Counts.Files,
            outcome.Counts.Directories,
            counters.BytesRead,
            counters.BytesNew,
            counters.BytesStored,
            outcome.Counts.Failed,
            (time.GetUtcNow() - started).TotalSeconds)
        {
            FilesUnchanged = outcome.Counts.FilesUnchanged,
            Bytes = outcome.Counts.Bytes,
        };
    }

    private static SnapshotDescription Describe(
        BackupRequest request, Snapshot? basis, DateTimeOffset started, BackupCounts counts) => new()
        {
            Host = Environment.MachineName,
            Level = basis is null ? "FULL" : "INCREMENTAL",
            Paths = request.Content,
            Started = started,
            Program = $"cairn {typeof(BackupVerb).Assembly.GetName().Version?.ToString(3)}",
            Parent = basis?.Id,
            Statistics = new SnapshotStatistics
            {
                Files = counts.Files,
                Directories = counts.Directories,
                Others = counts.Others,
                Bytes = counts.Bytes,
                Errors = counts.Failed,
            },
        };

    private static Dictionary<string, string> Labels(string[] tags)
    {
        var labels = new Dictionary<string, string>();
        foreach (var (name, value) in tags.Select(TagText.Parse))
            if (name.Length == 0 || !labels.TryAdd(name, value))
                throw new UsageException($"A tag needs a name, and each name may be given once: '{name}'.");
        return labels;
    }

    /// <summary>
    /// The newest snapshot of the same paths of this host; of others little would be unchanged. None for who may only write.
    /// </summary>
    private static async Task<Snapshot?> LastOfAsync(BackupRepository repository, string[] content, CancellationToken cancellationToken)
    {
        Snapshot? last = null;
        if (repository.IsWriteOnly)
            return null;
        await foreach (var snapshot in new SnapshotList(repository).ReadAllAsync(cancellationToken))
        {
            if (snapshot.Description.Host == Environment.MachineName && snapshot.Description.Paths.SequenceEqual(content))
                last = snapshot;
        }

        return last;
    }
}
