using Cairn.Repository.Trees;

namespace Cairn.DataAgents.FileSystem.Selection;

/// <summary>
/// A set of paths as a tree of names. A selected node means the item and all below it; a node that isn't is only on the way to
/// some.
/// </summary>
internal sealed class PathNode
{
    private readonly SortedDictionary<EntryName, PathNode> _children = [];

    /// <summary>All below the place where it stands, without naming anything.</summary>
    public static PathNode Everything { get; } = new() { IsSelected = true };

    public bool IsSelected { get; private set; }

    /// <summary>How many of the content paths that were asked for lead right here; 0 where the node comes from a restore.</summary>
    public int ContentPaths { get; set; }

    /// <summary>The nodes named here, in the order of names.</summary>
    public IReadOnlyCollection<KeyValuePair<EntryName, PathNode>> Children => _children;

    /// <summary>Selects a path, or only names it as the way to others, and answers its node.</summary>
    public PathNode Add(IEnumerable<EntryName> path, bool isSelected = true)
    {
        var node = this;
        foreach (var name in path)
        {
            if (!node._children.TryGetValue(name, out var child))
                node._children.Add(name, child = new PathNode());
            node = child;
        }
        node.IsSelected |= isSelected;
        return node;
    }

    /// <summary>What is wanted at and below a name: the node named so, everything, or nothing (null).</summary>
    public PathNode? Step(EntryName name)
    {
        if (_children.Count > 0 && _children.TryGetValue(name, out var child))
            return child;
        return IsSelected ? Everything : null;
    }

    /// <summary>The selected paths at and below this node, itself being <paramref name="path"/>.</summary>
    public IEnumerable<DirectoryPath> Selected(DirectoryPath path) =>
        (IsSelected ? [path] : Enumerable.Empty<DirectoryPath>())
        .Concat(_children.SelectMany(child => child.Value.Selected(path.Enter(child.Key))));
}
