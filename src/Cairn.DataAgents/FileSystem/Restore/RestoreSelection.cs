using System.Runtime.CompilerServices;
using Cairn.DataAgents.FileSystem.Selection;
using Cairn.Repository.Trees;

namespace Cairn.DataAgents.FileSystem.Restore;

/// <summary>Which entries of a backup were asked for. What isn't in the backup is reported.</summary>
internal sealed class RestoreSelection(TreeReader trees, RestoreReport report)
{
    /// <exception cref="ArgumentException">A path has ".." or a name that can't be one.</exception>
    public static List<IReadOnlyList<EntryName>> Parse(IEnumerable<string> paths) => [.. paths.Select(Parse)];

    /// <summary>The entries of a stored directory that a node wants, in the order of names.</summary>
    public async IAsyncEnumerable<Entry> ReadAsync(
        TreeRef tree, PathNode node, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (node.IsSelected)
        {
            await foreach (var entry in trees.ReadAsync(tree, cancellationToken))
                yield return entry;
            yield break;
        }
        foreach (var (name, _) in node.Children)
            if (await trees.FindChildAsync(tree, name, cancellationToken) is { } entry)
                yield return entry;
    }

    /// <summary>
    /// The entries at these paths, whatever directories they are in; of two with the same name, only the first.
    /// </summary>
    public async IAsyncEnumerable<Entry> FindAsync(
        TreeRef root, IEnumerable<IReadOnlyList<EntryName>> paths, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        HashSet<EntryName> taken = [];
        foreach (var path in paths)
        {
            var place = path.Aggregate(DirectoryPath.Root, (here, name) => here.Enter(name));
            if (await trees.FindAsync(root, path, cancellationToken) is not { } entry)
                report.AddFailed(place.ToString(), "isn't in the backup");
            else if (taken.Add(entry.Name))
                yield return entry;
            else
                report.AddFailed(place.ToString(), "another selected item of the same name was restored in its place");
        }
    }

    private static IReadOnlyList<EntryName> Parse(string path)
    {
        try
        {
            return [.. PathText.Split(PathText.ToBytes(path)).Select(segment => new EntryName(segment))];
        }
        catch (ArgumentException exception)
        {
            throw new ArgumentException($"Paths: '{path}' can't be a path in a backup: {exception.Message}", exception);
        }
    }
}
