using Cairn.DataAgents.FileSystem.Native;
using Cairn.DataAgents.FileSystem.Selection;
using Cairn.Repository.Faults;
using Cairn.Repository.Reading;
using Cairn.Repository.Trees;

namespace Cairn.DataAgents.FileSystem.Restore;

/// <summary>Goes through the stored directories, makes them in the target and hands all else on.</summary>
internal sealed class RestoreWalk(
    RestoreSelection selection, bool overwrite, ItemWriter items, ContentPlan plan, RestoreReport report, CancellationToken cancellation)
{
    /// <summary>So many directories with items in them are planned at once: each is an open file.</summary>
    private const int MaxDirectories = 512;

    // Not the call stack: directories may be nested thousands deep.
    private readonly Stack<Level> _open = new();
    private int _planned;

    /// <param name="target">The directory to fill.</param>
    /// <param name="entries">What goes right into it.</param>
    /// <param name="node">What is wanted of that.</param>
    public async Task RunAsync(TargetDirectory target, IAsyncEnumerable<Entry> entries, PathNode node)
    {
        try
        {
            Push(target, entries, node);
            while (_open.TryPeek(out var level))
            {
                cancellation.ThrowIfCancellationRequested();
                if (!await TryMoveNextAsync(level))
                    await CloseAsync(_open.Pop());
                else if (level.Entries.Current is { Kind: EntryKind.Directory } directory)
                    Enter(level, directory);
                else
                    await RestoreAsync(level);
            }
        }
        finally
        {
            while (_open.TryPop(out var left))
                await CloseAsync(left);
        }
    }

    /// <summary>False at the end, or where the stored directory can't be read on.</summary>
    private async ValueTask<bool> TryMoveNextAsync(Level level)
    {
        try
        {
            return await level.Entries.MoveNextAsync();
        }
        catch (Exception exception) when (exception is RepositoryDamagedException or ObjectNotFoundException)
        {
            report.AddFailed(level.Directory.Path.ToString(), exception.Message);
            return false;
        }
    }

    private async ValueTask RestoreAsync(Level level)
    {
        if (!level.HasItems)
            await BeginItemsAsync(level);
        level.HasItems = true;
        var entry = level.Entries.Current;
        var isOnTheWay = level.Node.Step(entry.Name) is { IsSelected: false };
        level.Directory.Use();
        await items.RestoreAsync(new RestoreJob(level.Directory, entry), isOnTheWay);
    }

    private async ValueTask BeginItemsAsync(Level level)
    {
        if (!level.Directory.IsNew)
            Sweep(level.Directory.Handle);
        if (++_planned < MaxDirectories)
            return;
        _planned = 0;
        await plan.FlushAsync();
    }

    /// <summary>Removes what restores that were killed left in a directory. What can't be removed does no harm.</summary>
    private static void Sweep(DirectoryHandle directory)
    {
        try
        {
            var listing = directory.List();
            for (var index = 0; index < listing.Count; index++)
                if (TemporaryNames.AreLeft(listing.Name(index)) && listing.Kind(index) != EntryKind.Directory)
                    directory.Remove(listing.Name(index));
        }
        catch (FileSystemException)
        {
            // As said.
        }
    }

    private void Enter(Level level, Entry entry)
    {
        if (entry.Subtree is not { } tree)
        {
            report.AddFailed(level.Directory.Path.Of(entry.Name), "is a directory without entries in the backup");
            return;
        }
        var node = level.Node.Step(entry.Name) ?? PathNode.Everything;
        try
        {
            var handle = Open(level.Directory.Handle, entry.Name, node.IsSelected, out var isNew);
            var setMetadata = isNew || node.IsSelected && overwrite;
            var directory = level.Directory.Enter(handle, entry, setMetadata, isNew);
            if (setMetadata)
                report.AddDirectory();
            Push(directory, selection.ReadAsync(tree, node, cancellation), node);
        }
        catch (FileSystemException exception)
        {
            report.AddFailed(level.Directory.Path.Of(entry.Name), exception.Message);
        }
    }

    /// <summary>
    /// Makes the directory or opens the one that is there. Anything else there is replaced only if the directory itself was asked
    /// for.
    /// </summary>
    private DirectoryHandle Open(DirectoryHandle parent, EntryName name, bool isSelected, out bool isNew)
    {
        isNew = parent.TryMakeDirectory(name.Bytes);
        if (!isNew && parent.Status(name.Bytes).Kind != EntryKind.Directory)
        {
            if (!isSelected || !overwrite)
                throw new FileSystemException(Errno.NotADirectory, "is in the way: not a directory (links are not followed)");
            parent.Remove(name.Bytes);
            isNew = parent.TryMakeDirectory(name.Bytes);
        }
        return parent.OpenDirectory(name.Bytes);
    }

    private void Push(TargetDirectory directory, IAsyncEnumerable<Entry> entries, PathNode node) =>
        _open.Push(new Level(directory, entries.GetAsyncEnumerator(cancellation), node));

    private static async ValueTask CloseAsync(Level level)
    {
        level.Directory.Leave();
        await level.Entries.DisposeAsync();
    }

    private sealed record Level(TargetDirectory Directory, IAsyncEnumerator<Entry> Entries, PathNode Node)
    {
        /// <summary>An item of it was met, no directory.</summary>
        public bool HasItems { get; set; }
    }
}
