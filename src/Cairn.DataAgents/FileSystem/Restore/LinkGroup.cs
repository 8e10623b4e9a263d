using System.Diagnostics.CodeAnalysis;
using Cairn.Repository.Trees;

namespace Cairn.DataAgents.FileSystem.Restore;

/// <summary>
/// The names of one inode in the backup: the first one restored is written, the others are linked to it. While one is being
/// written, those that are met wait for it. Used from several threads at once.
/// </summary>
internal sealed class LinkGroup
{
    private readonly Lock _lock = new();
    private readonly Queue<RestoreJob> _waiting = [];
    private bool _isBusy;
    private uint _names;

    /// <summary>Where a name of the group was restored, and the inode made there; null: nowhere yet.</summary>
    public (DirectoryPath Directory, EntryName Name, ulong Inode)? Restored { get; set; }

    /// <summary>One name more was met.</summary>
    public uint CountName() => Interlocked.Increment(ref _names);

    /// <summary>True: the caller restores this name now, and asks for the next. False: it waits.</summary>
    public bool TryBegin(RestoreJob job)
    {
        lock (_lock)
        {
            if (_isBusy)
                _waiting.Enqueue(job);
            return !_isBusy && (_isBusy = true);
        }
    }

    /// <summary>To be asked by who has restored a name, until there is no other.</summary>
    public bool TryNext([NotNullWhen(true)] out RestoreJob? next)
    {
        lock (_lock)
        {
            next = _waiting.TryDequeue(out var job) ? job : null;
            return _isBusy = next is not null;
        }
    }
}
