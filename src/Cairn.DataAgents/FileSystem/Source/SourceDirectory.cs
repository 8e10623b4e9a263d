using Cairn.DataAgents.FileSystem.Native;
using Cairn.DataAgents.FileSystem.Selection;
using Cairn.Repository.Trees;

namespace Cairn.DataAgents.FileSystem.Source;

/// <summary>
/// A directory to back up, open: which of its names belong to the backup (content and exclusions), and which of its directories are
/// entered (mount points and the kernel's own file systems).
/// </summary>
internal sealed class SourceDirectory : IDisposable
{
    private readonly PathNode _selection;
    private readonly Exclusions _exclusions;
    private readonly bool _followMountPoints;
    private readonly SourceDirectory? _parent;

    private SourceDirectory(DirectoryHandle handle, DirectoryPath path, PathNode selection, Exclusions exclusions, bool followMountPoints, SourceDirectory? parent)
    {
        Handle = handle;
        Path = path;
        _selection = selection;
        _exclusions = exclusions;
        _followMountPoints = followMountPoints;
        _parent = parent;
        Status = handle.Status();
    }

    public DirectoryHandle Handle { get; }

    public DirectoryPath Path { get; }

    /// <summary>As it was before the directory was read.</summary>
    public FileStatus Status { get; }

    public static SourceDirectory OpenRoot(PathNode selection, Exclusions exclusions, bool followMountPoints) =>
        new(DirectoryHandle.Open("/"u8), DirectoryPath.Root, selection, exclusions, followMountPoints, null);

    public SourceDirectory Open(EntryName name)
    {
        var handle = Handle.OpenDirectory(name.Bytes);
        try
        {
            var selection = _selection.Step(name) ?? throw new InvalidOperationException($"{Path.Of(name)} isn't selected.");
            return new SourceDirectory(handle, Path.Enter(name), selection, _exclusions.Enter(name.Bytes), _followMountPoints, this);
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    /// <summary>
    /// The names to back up, in order; none if what is mounted here is not entered. The directory is listed at once and the names are made
    /// as they are asked for. A name that was asked for by itself but is excluded is reported.
    /// </summary>
    public IEnumerable<SourceName> List(Action<ItemFailure> report)
    {
        if (IsLeftAlone(report))
            return [];
        return _selection.IsSelected ? Listed(Handle.List()) : Named(report);
    }

    public void Dispose() => Handle.Dispose();

    private IEnumerable<SourceName> Listed(DirectoryListing listing)
    {
        for (var index = 0; index < listing.Count; index++)
        {
            if (listing.Kind(index) is { } kind)
            {
                var isDirectory = kind == EntryKind.Directory;
                if (_exclusions.Find(listing.Name(index), isDirectory) is null)
                    yield return new SourceName(new EntryName(listing.Name(index)), isDirectory);
            }
            else if (Look(new EntryName(listing.Name(index))) is { } found && _exclusions.Find(found.Name.Bytes, found.IsDirectory) is null)
                yield return found;
        }
    }

    private IEnumerable<SourceName> Named(Action<ItemFailure> report)
    {
        foreach (var (name, node) in _selection.Children)
            if (Look(name) is { } found)
            {
                if (_exclusions.Find(name.Bytes, found.IsDirectory) is not { } glob)
                    yield return found;
                else
                    foreach (var path in node.Selected(Path.Enter(name)))
                        report(new ItemFailure(path.ToString(), $"left out by the exclusion '{glob.Text}'"));
            }
    }

    private SourceName? Look(EntryName name) =>
        Handle.Find(name.Bytes) is { } status ? new SourceName(name, status.Kind == EntryKind.Directory) : null;

    private bool IsLeftAlone(Action<ItemFailure> report)
    {
        if (_parent is null || !IsMountedHere(_parent))
            return false;
        if (PseudoFileSystems.Contains(Handle.FileSystemMagic()))
        {
            foreach (var path in _selection == PathNode.Everything ? [] : _selection.Selected(Path))
                report(new ItemFailure(path.ToString(), "is on a file system of the kernel's own, which has nothing to keep"));
            return true;
        }
        var isContent = _selection != PathNode.Everything;
        return !isContent && !_followMountPoints || IsAbove();
    }

    /// <summary>Another file system, or another part of the same one mounted in its place.</summary>
    private bool IsMountedHere(SourceDirectory parent) => Status.Device != parent.Status.Device || Status.MountId != parent.Status.MountId;

    /// <summary>A directory above is mounted here once more; all in it is in the backup there.</summary>
    private bool IsAbove()
    {
        for (var above = _parent; above is not null; above = above._parent)
            if ((above.Status.Device, above.Status.Inode) == (Status.Device, Status.Inode))
                return true;
        return false;
    }
}
