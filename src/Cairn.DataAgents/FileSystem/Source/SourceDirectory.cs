using Cairn.DataAgents.FileSystem.Native;
using Cairn.DataAgents.FileSystem.Selection;
using Cairn.Repository.Trees;

namespace Cairn.DataAgents.FileSystem.Source;

/// <summary>
/// A directory to back up, open: which of its names belong to the backup (content and exclusions), and which of its directories
/// are entered (mount points and the kernel's own file systems).
/// </summary>
internal sealed class SourceDirectory : IDisposable
{
    private readonly PathNode _selection;
    private readonly Exclusions _exclusions;
    private readonly ExcludedFolders _excludedFolders;
    private readonly bool _followMountPoints;
    private readonly SourceDirectory? _parent;
    private readonly EntryName _name;

    private SourceDirectory(
        DirectoryHandle handle, PathNode selection, Exclusions exclusions, ExcludedFolders excludedFolders, bool followMountPoints)
    {
        Handle = handle;
        Path = DirectoryPath.Root;
        _selection = selection;
        _exclusions = exclusions;
        _excludedFolders = excludedFolders;
        _followMountPoints = followMountPoints;
        Status = handle.Status();
    }

    private SourceDirectory(DirectoryHandle handle, FileStatus status, SourceDirectory parent, EntryName name)
    {
        Handle = handle;
        Status = status;
        Path = parent.Path.Enter(name);
        _selection = parent._selection.Step(name) ?? throw new InvalidOperationException($"{Path} isn't selected.");
        _exclusions = parent._exclusions.Enter(name.Bytes);
        _excludedFolders = parent._excludedFolders;
        _followMountPoints = parent._followMountPoints;
        _parent = parent;
        _name = name;
    }

    public DirectoryHandle Handle { get; }

    public DirectoryPath Path { get; }

    /// <summary>As it was before the directory was read.</summary>
    public FileStatus Status { get; }

    /// <summary>The name that it was opened by is gone: the directory was deleted or moved meanwhile.</summary>
    public bool HasVanished => _parent is not null && _parent.Handle.Find(_name.Bytes) is null;

    /// <summary>On a file system that the kernel makes up, and mounted here.</summary>
    public bool IsOfKernel =>
        _parent is not null && IsMountedHere(_parent) && PseudoFileSystems.Contains(Handle.FileSystemMagic());

    /// <summary>How many of the content paths that were asked for are this directory.</summary>
    public int ContentPaths => _selection.ContentPaths;

    public static SourceDirectory OpenRoot(
        PathNode selection, Exclusions exclusions, ExcludedFolders excludedFolders, bool followMountPoints) =>
        new(DirectoryHandle.Open("/"u8), selection, exclusions, excludedFolders, followMountPoints);

    /// <summary>How many of the content paths that were asked for are that name here.</summary>
    public int ContentPathsAt(EntryName name) => _selection.Step(name)?.ContentPaths ?? 0;

    /// <summary>Null: the name leads to one of the folders that are never entered.</summary>
    public SourceDirectory? Open(EntryName name)
    {
        var handle = Handle.OpenDirectory(name.Bytes);
        try
        {
            var status = handle.Status();
            if (!_excludedFolders.Contains(status))
                return new SourceDirectory(handle, status, this, name);
            handle.Dispose();
            return null;
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    /// <summary>
    /// The names to back up, in order; none if what is mounted here is not entered. The directory is listed at once and the names
    /// are made as they are asked for. A name that was asked for by itself but is excluded is reported, and so is one that can't be
    /// looked at. What a killed restore left behind is no name to back up.
    /// </summary>
    public IEnumerable<SourceName> List(Action<ItemFailure> report)
    {
        if (IsLeftAlone(report))
            return [];
        return _selection.IsSelected ? Listed(Handle.List(), report) : Named(report);
    }

    public void Dispose() => Handle.Dispose();

    private IEnumerable<SourceName> Listed(DirectoryListing listing, Action<ItemFailure> report)
    {
        for (var index = 0; index < listing.Count; index++)
        {
            if (TemporaryNames.Contain(listing.Name(index)))
                continue;
            if (listing.Kind(index) is { } kind)
            {
                var isDirectory = kind == EntryKind.Directory;
                if (_exclusions.Find(listing.Name(index), isDirectory) is null)
                    yield return new SourceName(new EntryName(listing.Name(index)), isDirectory, kind == EntryKind.File);
            }
            else if (Look(new EntryName(listing.Name(index)), report) is { } found
                && _exclusions.Find(found.Name.Bytes, found.IsDirectory) is null)
                yield return found;
        }
    }

    private IEnumerable<SourceName> Named(Action<ItemFailure> report)
    {
        foreach (var (name, node) in _selection.Children)
            if (!TemporaryNames.Contain(name.Bytes) && Look(name, report) is { } found)
            {
                if (_exclusions.Find(name.Bytes, found.IsDirectory) is not { } glob)
                    yield return found;
                else
                    foreach (var path in node.Selected(Path.Enter(name)))
                        report(new ItemFailure(path.ToString(), $"left out by the exclusion '{glob.Text}'"));
            }
    }

    private SourceName? Look(EntryName name, Action<ItemFailure> report)
    {
        try
        {
            return Handle.Find(name.Bytes) is { } status ? new SourceName(name, status.Kind == EntryKind.Directory) : null;
        }
        catch (FileSystemException exception)
        {
            report(new ItemFailure(Path.Of(name), exception.Message));
            return null;
        }
    }

    private bool IsLeftAlone(Action<ItemFailure> report)
    {
        if (_parent is null || !IsMountedHere(_parent))
            return false;
        if (IsOfKernel)
        {
            foreach (var path in _selection == PathNode.Everything ? [] : _selection.Selected(Path))
                report(new ItemFailure(path.ToString(), "is on a file system of the kernel's own, which has nothing to keep"));
            return true;
        }
        var isContent = _selection != PathNode.Everything;
        return !isContent && !_followMountPoints || IsAbove();
    }

    /// <summary>Another file system, or another part of the same one mounted in its place.</summary>
    private bool IsMountedHere(SourceDirectory parent) =>
        Status.Device != parent.Status.Device || Status.MountId != parent.Status.MountId;

    /// <summary>A directory above is mounted here once more; all in it is in the backup there.</summary>
    private bool IsAbove()
    {
        for (var above = _parent; above is not null; above = above._parent)
            if ((above.Status.Device, above.Status.Inode) == (Status.Device, Status.Inode))
                return true;
        return false;
    }
}
