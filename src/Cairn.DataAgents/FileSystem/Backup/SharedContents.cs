using System.Collections.Concurrent;
using Cairn.DataAgents.FileSystem.Native;
using Cairn.Repository.Trees;

namespace Cairn.DataAgents.FileSystem.Backup;

/// <summary>Hard links: of the names of one inode, the first to come reads the content and the others wait for it.</summary>
internal sealed class SharedContents
{
    // The change time is in the key so that a name which is met after a change isn't given the content from before.
    private readonly ConcurrentDictionary<(ulong Device, ulong Inode, FileTime Changed), Share> _shares = [];

    /// <param name="status">Of the file as this name found it.</param>
    /// <param name="read">Reads the content; null if that failed (and then the next name tries).</param>
    public async ValueTask<FileContent?> GetAsync(FileStatus status, Func<ValueTask<FileContent?>> read)
    {
        var key = (status.Device, status.Inode, status.Changed);
        var mine = new Share();
        var share = _shares.GetOrAdd(key, mine);
        if (share.CountName() == status.LinkCount)
            _shares.TryRemove(key, out _);
        if (share != mine)
            return await share.Task ?? await read();
        FileContent? content = null;
        try
        {
            return content = await read();
        }
        finally
        {
            mine.SetResult(content);
        }
    }

    private sealed class Share() : TaskCompletionSource<FileContent?>(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        private int _names;

        public int CountName() => Interlocked.Increment(ref _names);
    }
}
