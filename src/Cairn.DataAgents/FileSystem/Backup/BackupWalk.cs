using System.Threading.Channels;
using Cairn.DataAgents.FileSystem.Native;
using Cairn.DataAgents.FileSystem.Source;
using Cairn.Repository.Sessions;
using Cairn.Repository.Trees;

namespace Cairn.DataAgents.FileSystem.Backup;

/// <summary>
/// Goes through the directories, depth first and each in the order of names, and hands all else to the workers. It runs ahead of
/// them as far as the bounded queues let it.
/// </summary>
internal sealed class BackupWalk(
    WriteSession session, EntryMaker entries, ChannelWriter<EntryBatch> batches, BackupReport report, Abort abort)
{
    private readonly TreeReader _trees = new(session.Repository);

    // Not the call stack: directories may be nested thousands deep.
    private readonly Stack<DirectoryBackup> _open = new();

    /// <summary>Answers the stored root; its task fails if the run is given up.</summary>
    public async Task<TreeRef> RunAsync(SourceDirectory root, TreeRef? baseTree)
    {
        Task<TreeRef> tree;
        try
        {
            tree = await EnterAsync(root, baseTree);
            while (_open.TryPeek(out var current))
            {
                abort.Token.ThrowIfCancellationRequested();
                if (!current.MoveNext())
                    await LeaveAsync();
                else if (!current.Current.IsDirectory)
                    await QueueAsync(current);
                else if (TryOpen(current) is { } child)
                    await DescendAsync(current, child);
            }
        }
        catch (Exception exception)
        {
            abort.Report(exception);
            throw;
        }
        finally
        {
            while (_open.TryPop(out var left))
                await left.DisposeAsync();
            batches.Complete();
        }
        return await tree;
    }

    private async ValueTask QueueAsync(DirectoryBackup directory)
    {
        var batch = directory.Batch ??= new EntryBatch(directory.Source);
        batch.Add(directory.Current, await directory.FindInBaseAsync());
        if (batch.IsFull)
            await HandOverAsync(directory);
    }

    private async ValueTask HandOverAsync(DirectoryBackup directory)
    {
        if (directory.Batch is not { } batch)
            return;
        directory.Batch = null;
        await batches.WriteAsync(batch, abort.Token);
        await directory.AddAsync(batch.Task, abort.Token);
    }

    private async ValueTask LeaveAsync()
    {
        await HandOverAsync(_open.Peek());
        await _open.Pop().DisposeAsync();
    }

    /// <summary>Null: it isn't to be entered, or can't be.</summary>
    private SourceDirectory? TryOpen(DirectoryBackup parent)
    {
        var name = parent.Current.Name;
        try
        {
            return parent.Source.Open(name);
        }
        catch (FileSystemException exception) when (exception.Errno == Errno.NoEntry)
        {
            report.AddVanished();
        }
        catch (FileSystemException exception)
        {
            report.AddFailed(new ItemFailure(parent.Source.Path.Of(name), exception.Message));
        }
        return null;
    }

    private async ValueTask DescendAsync(DirectoryBackup parent, SourceDirectory directory)
    {
        var name = parent.Current.Name;
        Entry entry;
        try
        {
            entry = entries.Make(parent.Source.Handle, parent.Source.Path, name, directory.Status);
        }
        catch (FileSystemException exception) when (exception.Errno == Errno.NoEntry)
        {
            directory.Dispose();
            report.AddVanished();
            return;
        }
        await HandOverAsync(parent);
        var stored = await parent.FindInBaseAsync();
        var tree = await EnterAsync(directory, stored?.Subtree);
        report.AddDirectory();
        await parent.AddAsync(FinishAsync(entry, tree), abort.Token);
    }

    private static async Task<IReadOnlyList<Entry>> FinishAsync(Entry directory, Task<TreeRef> tree) =>
        [directory with { Subtree = await tree }];

    private async ValueTask<Task<TreeRef>> EnterAsync(SourceDirectory source, TreeRef? stored)
    {
        var names = List(source);
        var baseEntries = await BaseEntries.OpenAsync(
            _trees, stored, reason => report.AddBaseLost(source.Path.ToString(), reason), abort.Token);
        var directory = new DirectoryBackup(source, names, baseEntries, session.OpenTreeWriter(), abort);
        _open.Push(directory);
        return directory.Tree;
    }

    private IEnumerable<SourceName> List(SourceDirectory source)
    {
        try
        {
            var names = source.List(report.AddFailed);
            if (source.ContentPaths > 0 && !source.IsOfKernel)
                report.AddContentRead(source.ContentPaths);
            return names;
        }
        catch (FileSystemException exception) when (exception.Errno == Errno.NoEntry && source.HasVanished)
        {
            report.AddVanished();
        }
        catch (FileSystemException exception)
        {
            // The directory itself is in the backup, but what is in it is not.
            report.AddFailed(new ItemFailure(source.Path.ToString(), $"can't be listed: {exception.Message}"));
        }
        return [];
    }
}
