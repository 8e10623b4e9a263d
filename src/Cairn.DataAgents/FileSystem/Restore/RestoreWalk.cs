using System.Threading.Channels;
using Cairn.DataAgents.FileSystem.Native;
using Cairn.DataAgents.FileSystem.Selection;
using Cairn.Repository.Faults;
using Cairn.Repository.Trees;

namespace Cairn.DataAgents.FileSystem.Restore;

/// <summary>Goes through the stored directories, makes them in the target and hands all else to the workers.</summary>
internal sealed class RestoreWalk(
    RestoreSelection selection, bool overwrite, ChannelWriter<RestoreJob> jobs, RestoreReport report, Abort abort)
{
    // Not the call stack: directories may be nested thousands deep.
    private readonly Stack<Level> _open = new();

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
                abort.Token.ThrowIfCancellationRequested();
                if (!await TryMoveNextAsync(level))
                    await CloseAsync(_open.Pop());
                else if (level.Entries.Current is { Kind: EntryKind.Directory } directory)
                    Enter(level, directory);
                else
                    await QueueAsync(level);
            }
        }
        finally
        {
            while (_open.TryPop(out var left))
                await CloseAsync(left);
            jobs.Complete();
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

    private async ValueTask QueueAsync(Level level)
    {
        if (!level.IsSwept)
            Sweep(level.Directory.Handle);
        level.IsSwept = true;
        var entry = level.Entries.Current;
        var isOnTheWay = level.Node.Step(entry.Name) is { IsSelected: false };
        level.Directory.Use();
        try
        {
            await jobs.WriteAsync(new RestoreJob(level.Directory, entry, isOnTheWay), abort.Token);
        }
        catch
        {
            level.Directory.Leave();
            throw;
        }
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
            var directory = level.Directory.Enter(handle, entry, setMetadata);
            if (setMetadata)
                report.AddDirectory();
            Push(directory, selection.ReadAsync(tree, node, abort.Token), node);
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
        _open.Push(new Level(directory, entries.GetAsyncEnumerator(abort.Token), node));

    private static async ValueTask CloseAsync(Level level)
    {
        level.Directory.Leave();
        await level.Entries.DisposeAsync();
    }

    private sealed record Level(TargetDirectory Directory, IAsyncEnumerator<Entry> Entries, PathNode Node)
    {
        /// <summary>What killed restores left here is gone.</summary>
        public bool IsSwept { get; set; }
    }
}
