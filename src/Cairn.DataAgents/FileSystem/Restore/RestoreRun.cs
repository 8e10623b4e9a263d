using System.Text;
using Cairn.DataAgents.FileSystem.Native;
using Cairn.DataAgents.FileSystem.Selection;
using Cairn.Repository;
using Cairn.Repository.Reading;
using Cairn.Repository.Trees;

namespace Cairn.DataAgents.FileSystem.Restore;

/// <summary>
/// One restore: a walk through the backup that runs ahead and makes directories, and a plan whose workers bring back all else.
/// </summary>
internal sealed class RestoreRun(RestoreRequest request, BackupRepository repository, IProgressSink sink, TimeProvider time)
{
    private static readonly int Workers = 3 * Environment.ProcessorCount;

    private readonly RestoreReport _report = new(request.Target?.TrimEnd('/') ?? "", sink, time);

    public async Task<RestoreOutcome> RunAsync(CancellationToken cancellationToken)
    {
        var paths = RestoreSelection.Parse(request.Paths);
        using var target = OpenTarget();
        sink.Phase("Restore");
        var trees = new TreeReader(repository);
        var selection = new RestoreSelection(trees, _report);
        var (entries, node) = await SelectAsync(trees, selection, paths, cancellationToken);
        BlockingThreads.Allow(Workers + 1);
        // Not on the caller's thread: the walk blocks it.
        await Task.Run(() => RestoreAsync(target, selection, entries, node, cancellationToken), CancellationToken.None);
        return _report.Finish();
    }

    private async Task RestoreAsync(
        DirectoryHandle target,
        RestoreSelection selection,
        IAsyncEnumerable<Entry> entries,
        PathNode node,
        CancellationToken cancellationToken)
    {
        using var temporaries = new TemporaryNames();
        await using var plan = new ContentPlan(repository, Workers, cancellationToken);
        var items = new ItemWriter(
            plan, new ContentReader(repository), target, temporaries, request.Overwrite, _report, cancellationToken);
        var walk = new RestoreWalk(selection, request.Overwrite, items, plan, _report, cancellationToken);
        await walk.RunAsync(TargetDirectory.Root(target.OpenDirectory("."u8), _report), entries, node);
        await plan.CompleteAsync();
    }

    private async ValueTask<(IAsyncEnumerable<Entry> Entries, PathNode Node)> SelectAsync(
        TreeReader trees, RestoreSelection selection, List<IReadOnlyList<EntryName>> paths, CancellationToken cancellationToken)
    {
        var isEverything = paths.Count == 0 || paths.Exists(path => path.Count == 0);
        if (request.Layout == RestoreLayout.ItemOnly && !isEverything)
            return (selection.FindAsync(request.Root, paths, cancellationToken), PathNode.Everything);
        var node = isEverything
            ? PathNode.Everything
            : await new StoredPaths(trees, request.Root, request.FollowLinks, _report).ResolveAsync(paths, cancellationToken);
        return (selection.ReadAsync(request.Root, node, cancellationToken), node);
    }

    private DirectoryHandle OpenTarget()
    {
        if (request.Target is not { } target)
            return request.Layout == RestoreLayout.FullPath
                ? DirectoryHandle.Open("/"u8)
                : throw new ArgumentException(
                    "Layout: items can be put right into a target only if there is one; in place they go back to their paths.");
        if (!target.StartsWith('/') || target.Contains('\0', StringComparison.Ordinal))
            throw new ArgumentException($"Target: '{target}' isn't an absolute path; it must start with '/'.");
        try
        {
            Directory.CreateDirectory(target);
            return DirectoryHandle.Open(Encoding.UTF8.GetBytes(target));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ArgumentException(
                $"Target: '{target}' can't be made or opened as a directory: {exception.Message.TrimEnd('.')}.", exception);
        }
    }
}
