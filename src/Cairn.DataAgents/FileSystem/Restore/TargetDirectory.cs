using Cairn.DataAgents.FileSystem.Native;
using Cairn.Repository.Trees;

namespace Cairn.DataAgents.FileSystem.Restore;

/// <summary>
/// A directory that is being filled. It stays open while anybody works in it; when the last has left, it gets its own metadata:
/// not before, for filling it moves its times, and it may be read-only.
/// </summary>
internal sealed class TargetDirectory
{
    private readonly TargetDirectory? _parent;
    private readonly Entry? _metadata;
    private readonly RestoreReport _report;
    private int _users = 1;

    private TargetDirectory(
        DirectoryHandle handle, DirectoryPath path, TargetDirectory? parent, Entry? metadata, bool isNew, RestoreReport report)
    {
        (Handle, Path, _parent, _metadata, IsNew, _report) = (handle, path, parent, metadata, isNew, report);
        // What was just made in a directory that bequeaths nothing has nothing to bequeath either.
        Bequeaths = isNew && parent is not null ? parent.Bequeaths : handle.BequeathsMetadata();
    }

    public DirectoryHandle Handle { get; }

    /// <summary>From the target on.</summary>
    public DirectoryPath Path { get; }

    /// <summary>It was made by this restore.</summary>
    public bool IsNew { get; }

    /// <summary>Whether what is made in it may get other metadata than its maker's.</summary>
    public bool Bequeaths { get; }

    /// <summary>The target itself, whose metadata isn't ours to set.</summary>
    public static TargetDirectory Root(
        DirectoryHandle handle, RestoreReport report) => new(handle, DirectoryPath.Root, null, null, isNew: false, report);

    /// <summary>Takes a directory of this one.</summary>
    /// <param name="handle">It, open.</param>
    /// <param name="entry">What it was in the backup.</param>
    /// <param name="setMetadata">Whether it gets that metadata in the end.</param>
    /// <param name="isNew">Whether it was made just now.</param>
    public TargetDirectory Enter(DirectoryHandle handle, Entry entry, bool setMetadata, bool isNew)
    {
        var directory = new TargetDirectory(handle, Path.Enter(entry.Name), this, setMetadata ? entry : null, isNew, _report);
        Use();
        return directory;
    }

    /// <summary>Someone more works in the directory, and will <see cref="Leave"/> it.</summary>
    public void Use() => Interlocked.Increment(ref _users);

    public void Leave()
    {
        for (var directory = this; directory is not null && Interlocked.Decrement(ref directory._users) == 0; directory = directory._parent)
            directory.Close();
    }

    private void Close()
    {
        using (Handle)
        {
            if (_metadata is null)
                return;
            if (MetadataWriter.Apply(Handle, _metadata, IsNew && !Bequeaths ? Handle.Status() : null) is { Count: > 0 } problems)
                _report.AddIncomplete(Path.ToString(), problems);
        }
    }
}
