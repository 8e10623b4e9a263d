using Cairn.DataAgents.FileSystem.Selection;
using Cairn.Repository.Faults;
using Cairn.Repository.Trees;

namespace Cairn.DataAgents.FileSystem.Restore;

/// <summary>
/// Finds the paths that were asked for in a backup, following its symbolic links: what a backup reached through a link lies where
/// the link leads. A link on the way is no more than on the way. What isn't in the backup is reported.
/// </summary>
internal sealed class StoredPaths(TreeReader trees, TreeRef root, bool followLast, RestoreReport report)
{
    /// <summary>The kernel's own limit of links on a path.</summary>
    private const int MaxLinks = 40;

    private readonly PathNode _selection = new();

    public async ValueTask<PathNode> ResolveAsync(
        IEnumerable<IReadOnlyList<EntryName>> paths, CancellationToken cancellationToken)
    {
        foreach (var path in paths)
            try
            {
                if (!await TryAddAsync(path, cancellationToken))
                    report.AddFailed(DirectoryPath.Join(path), "isn't in the backup");
            }
            catch (Exception exception) when (exception is RepositoryDamagedException or ObjectNotFoundException)
            {
                report.AddFailed(DirectoryPath.Join(path), exception.Message);
            }
        return _selection;
    }

    private async ValueTask<bool> TryAddAsync(IReadOnlyList<EntryName> path, CancellationToken cancellationToken)
    {
        var here = new List<EntryName>();
        var directories = new List<TreeRef?> { root };
        var ahead = new Stack<byte[]>(path.Reverse().Select(name => name.Bytes.ToArray()));
        var (links, isFound) = (0, false);
        while (ahead.TryPop(out var segment))
        {
            if (segment.AsSpan().SequenceEqual(".."u8))
            {
                GoUp(Math.Min(1, here.Count));
                continue;
            }
            var name = new EntryName(segment);
            if (directories[^1] is not { } directory
                || await trees.FindChildAsync(directory, name, cancellationToken) is not { } entry)
                return isFound;
            here.Add(name);
            directories.Add(entry.Subtree);
            if (entry.LinkTarget is not { } target || ahead.Count == 0 && !followLast)
                continue;
            // A link at the end is what was asked for, whether it leads anywhere or not.
            isFound |= ahead.Count == 0;
            _selection.Add(here, isSelected: ahead.Count == 0);
            if (++links > MaxLinks)
                return isFound;
            GoUp(target.Span is [(byte)'/', ..] ? here.Count : 1);
            foreach (var next in Enumerable.Reverse(PathText.Split(target.Span)))
                ahead.Push(next);
        }
        _selection.Add(here);
        return true;

        void GoUp(int levels)
        {
            here.RemoveRange(here.Count - levels, levels);
            directories.RemoveRange(directories.Count - levels, levels);
        }
    }
}
