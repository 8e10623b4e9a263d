using System.Text;
using Cairn.DataAgents.FileSystem.Native;
using Cairn.Repository.Trees;

namespace Cairn.DataAgents.FileSystem.Comparison;

/// <summary>
/// Compares two directories (or files) on disk with all that a backup must bring back: kinds, contents, sizes, modes, owners, modification times to the
/// nanosecond, link targets, devices, extended attributes, and which names are links of the same inode. Where holes are isn't compared.
/// </summary>
public sealed class TreeComparison
{
    private readonly List<TreeDifference> _differences = [];
    private readonly Stack<(DirectoryHandle Left, DirectoryHandle Right, DirectoryPath Path)> _open = new();
    private readonly LinkComparison _links = new();
    private readonly ContentComparison _contents = new();

    private TreeComparison()
    {
    }

    /// <summary>All differences, in no particular order; none if the trees are the same.</summary>
    /// <exception cref="IOException">Something can't be read.</exception>
    public static Task<IReadOnlyList<TreeDifference>> CompareAsync(string left, string right, CancellationToken cancellationToken) =>
        Task.Run<IReadOnlyList<TreeDifference>>(() => new TreeComparison().Run(left, right, cancellationToken), cancellationToken);

    private List<TreeDifference> Run(string left, string right, CancellationToken cancellationToken)
    {
        using (var leftNode = Node.Open(left))
        using (var rightNode = Node.Open(right))
            Compare(leftNode, rightNode, DirectoryPath.Root);
        while (_open.TryPop(out var pair))
        {
            using (pair.Left)
            using (pair.Right)
                CompareEntries(pair.Left, pair.Right, pair.Path, cancellationToken);
        }
        return _differences;
    }

    private void CompareEntries(DirectoryHandle left, DirectoryHandle right, DirectoryPath path, CancellationToken cancellationToken)
    {
        var (leftNames, rightNames) = (left.List(), right.List());
        for (int l = 0, r = 0; l < leftNames.Count || r < rightNames.Count;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var order = l == leftNames.Count ? 1 : r == rightNames.Count ? -1 : leftNames.Name(l).SequenceCompareTo(rightNames.Name(r));
            var name = new EntryName(order <= 0 ? leftNames.Name(l) : rightNames.Name(r));
            if (order == 0)
                Compare(new Node(left, name.Bytes.ToArray()), new Node(right, name.Bytes.ToArray()), path.Enter(name));
            else
                Add(path.Enter(name), "presence", order < 0 ? "there" : "missing", order < 0 ? "missing" : "there");
            l += order <= 0 ? 1 : 0;
            r += order >= 0 ? 1 : 0;
        }
    }

    private void Compare(Node left, Node right, DirectoryPath path)
    {
        var (leftStatus, rightStatus) = (left.Directory.Status(left.Name), right.Directory.Status(right.Name));
        Differ(path, "kind", leftStatus.Kind, rightStatus.Kind);
        if (leftStatus.Kind != rightStatus.Kind)
            return;
        Differ(path, "mode", Octal(leftStatus.Mode), Octal(rightStatus.Mode));
        Differ(path, "owner", (leftStatus.UserId, leftStatus.GroupId), (rightStatus.UserId, rightStatus.GroupId));
        Differ(path, "modification time", leftStatus.Modified, rightStatus.Modified);
        Differ(path, "device", leftStatus.NodeNumber, rightStatus.NodeNumber);
        Differ(path, "attributes", Attributes(left), Attributes(right));
        if (leftStatus.Kind == EntryKind.Directory)
        {
            _open.Push((left.Directory.OpenDirectory(left.Name), right.Directory.OpenDirectory(right.Name), path));
            return;
        }
        var (leftFirst, rightFirst) = _links.Meet(leftStatus, rightStatus, path.ToString());
        Differ(path, "link of", leftFirst, rightFirst);
        if (leftStatus.Kind == EntryKind.SymbolicLink)
            Differ(path, "target", Text(left.Directory.ReadLink(left.Name)), Text(right.Directory.ReadLink(right.Name)));
        else if (leftStatus.Kind == EntryKind.File)
            CompareFiles(left, right, leftStatus.Size, rightStatus.Size, path);
    }

    private void CompareFiles(Node left, Node right, long leftSize, long rightSize, DirectoryPath path)
    {
        Differ(path, "size", leftSize, rightSize);
        if (leftSize != rightSize)
            return;
        using var leftFile = left.Directory.OpenFile(left.Name);
        using var rightFile = right.Directory.OpenFile(right.Name);
        if (_contents.FindDifference(leftFile, rightFile) is { } offset)
            Add(path, "content", $"differs from byte {offset}", "on");
    }

    private void Differ<T>(DirectoryPath path, string aspect, T left, T right)
    {
        if (!EqualityComparer<T>.Default.Equals(left, right))
            Add(path, aspect, $"{left}", $"{right}");
    }

    private void Add(DirectoryPath path, string aspect, string left, string right) =>
        _differences.Add(new TreeDifference(path.ToString(), aspect, left, right));

    private static string Attributes(Node node) => string.Join(", ", AttributeReader.Read(node.Directory, node.Name)
        .Select(attribute => $"{Text(attribute.Name.Span)}={Convert.ToHexStringLower(attribute.Value.Span)}"));

    private static string Octal(uint mode) => Convert.ToString(mode, 8);

    private static string Text(ReadOnlySpan<byte> bytes) => Encoding.Latin1.GetString(bytes);

    /// <summary>A name in an open directory; a root that is a directory is the name "." in itself.</summary>
    private sealed record Node(DirectoryHandle Directory, byte[] Name) : IDisposable
    {
        public static Node Open(string path)
        {
            var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
            return System.IO.Directory.Exists(full)
                ? new Node(DirectoryHandle.Open(Encoding.UTF8.GetBytes(full)), [(byte)'.'])
                : new Node(DirectoryHandle.Open(Encoding.UTF8.GetBytes(Path.GetDirectoryName(full)!)), Encoding.UTF8.GetBytes(Path.GetFileName(full)));
        }

        public void Dispose() => Directory.Dispose();
    }
}
