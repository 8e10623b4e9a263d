using Cairn.DataAgents.FileSystem.Native;
using Cairn.Repository.Faults;
using Cairn.Repository.Reading;
using Cairn.Repository.Trees;

namespace Cairn.DataAgents.FileSystem.Restore;

/// <summary>
/// One item on its way back, anything but a directory: it is made whole under a name of its own and then renamed, so that nobody
/// ever sees half of it, and what was there is gone only when the new one is complete.
/// </summary>
internal sealed class RestoredItem(
    RestoreJob job, TemporaryNames temporaries, BlockBuffers buffers, bool overwrite, RestoreReport report) : ContentTarget
{
    /// <summary>From this many bytes on, a file is written past the kernel's cache.</summary>
    private const long LeastDirect = 64 << 20;

    private const uint PermissionBits = 0x1FF;

    /// <summary>Of whom new files are, unless their directory says otherwise.</summary>
    private static readonly (uint User, uint Group) Self = (Libc.geteuid(), Libc.getegid());

    private readonly Lock _making = new();
    private readonly byte[] _temporary = temporaries.Next();
    private volatile FileHandle? _file;
    private BlockWriter? _blocks;
    private FileSystemException? _failure;
    private bool _isMade;
    private long _written;

    /// <summary>The other names of the inode; null: there are none.</summary>
    public LinkGroup? Group { get; init; }

    /// <summary>What is to be done when the item is in place, or isn't and won't be.</summary>
    public Func<LinkGroup, ValueTask>? Then { get; init; }

    private DirectoryHandle Directory => job.Directory.Handle;

    protected override void Announce(long offset, long length)
    {
        if (job.Content.Length < LeastDirect || _failure is not null)
            return;
        try
        {
            File();
            _blocks?.Announce(offset, length, isLast: offset + length == job.Content.Length);
        }
        catch (FileSystemException exception)
        {
            Volatile.Write(ref _failure, exception);
        }
    }

    public override void Write(long offset, ReadOnlySpan<byte> data)
    {
        if (Volatile.Read(ref _failure) is not null)
            return;
        try
        {
            var file = File();
            if (_blocks is { } blocks)
                blocks.Write(offset, data);
            else
                file.Write(data, offset);
            Interlocked.Add(ref _written, data.Length);
            report.AddBytes(data.Length, job.Directory, job.Entry);
        }
        catch (FileSystemException exception)
        {
            Volatile.Write(ref _failure, exception);
        }
    }

    public override async ValueTask CompleteAsync(Exception? failure)
    {
        try
        {
            Finish(failure ?? _failure);
        }
        finally
        {
            job.Directory.Leave();
            if (Then is not null)
                await Then(Group!);
        }
    }

    /// <summary>Puts the item in its place, or removes all traces of it.</summary>
    private void Finish(Exception? failure)
    {
        var isInPlace = false;
        try
        {
            if (failure is null)
                isInPlace = TryPutInPlace();
            else if (failure is FileSystemException or RepositoryDamagedException)
                report.AddFailed(job.Path, failure.Message);
        }
        catch (FileSystemException exception)
        {
            report.AddFailed(job.Path, exception.Message);
        }
        finally
        {
            _blocks?.Dispose();
            _file?.Dispose();
            if (_isMade && !isInPlace)
                Directory.TryRemove(_temporary);
        }
    }

    private bool TryPutInPlace()
    {
        using Descriptor made = job.Entry.Kind == EntryKind.File ? CompleteFile() : MakeNode();
        var status = made.Status();
        var problems = MetadataWriter.Apply(made, job.Entry, job.Directory.Bequeaths ? null : status);
        if (!Directory.TryRename(_temporary, job.Entry.Name.Bytes, overwrite))
        {
            report.AddSkipped();
            return false;
        }
        if (problems.Count > 0)
            report.AddIncomplete(job.Path, problems);
        if (Group is not null)
            Group.Restored = (job.Directory.Path, job.Entry.Name, status.Inode);
        report.AddItem(job.Directory, job.Entry);
        return true;
    }

    private FileHandle CompleteFile()
    {
        var file = File();
        _blocks?.Complete();
        // A hole is where nothing was written; one at the end needs the length set.
        if (_written != job.Content.Length)
            file.SetLength(job.Content.Length);
        return file;
    }

    private FileHandle File()
    {
        if (_file is { } made)
            return made;
        lock (_making)
            return _file ??= CreateFile();
    }

    private FileHandle CreateFile()
    {
        // With its own permissions from the start if it has its owner from the start, too.
        var isOwn = !job.Directory.Bequeaths && (job.Entry.UserId, job.Entry.GroupId) == Self;
        var file = isOwn
            ? Directory.CreateFile(_temporary, job.Entry.Mode & PermissionBits)
            : Directory.CreateFile(_temporary);
        _isMade = true;
        if (job.Content.Length >= LeastDirect)
            _blocks = TryWriteDirectly(file);
        return file;
    }

    private BlockWriter? TryWriteDirectly(FileHandle file)
    {
        if (Directory.TryOpenToWriteDirectly(_temporary) is not { } direct)
            return null;
        try
        {
            // What was made is what was opened, whoever else can write to the directory.
            if (direct.Status().Inode == file.Status().Inode && direct.Status().Device == file.Status().Device)
            {
                // Writes that don't move the end needn't wait for each other.
                file.SetLength(job.Content.Length);
                return new BlockWriter(direct, file, buffers);
            }
        }
        catch (FileSystemException)
        {
            // The usual way will tell what is wrong.
        }
        direct.Dispose();
        return null;
    }

    private NodeHandle MakeNode()
    {
        var entry = job.Entry;
        if (entry.Kind == EntryKind.SymbolicLink)
            Directory.MakeSymbolicLink(entry.LinkTarget.GetValueOrDefault().Span, _temporary);
        else
            Directory.MakeNode(entry.Kind, entry.DeviceNumber, _temporary);
        _isMade = true;
        var node = Directory.OpenNode(_temporary);
        // Who can write to the directory may have put something else there since: a file of the system, to be given a new owner.
        if (node.Status() is var status && status.Kind == entry.Kind && status.LinkCount == 1)
            return node;
        node.Dispose();
        throw new FileSystemException(Errno.Invalid, "was replaced by another program while it was restored");
    }
}
