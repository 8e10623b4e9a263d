using System.Collections.Concurrent;
using Cairn.DataAgents.FileSystem.Native;
using Cairn.Repository.Trees;

namespace Cairn.DataAgents.FileSystem.Restore;

/// <summary>
/// Brings one item back, anything but a directory: it is made whole under a name of its own and then renamed, so that nobody ever
/// sees half of it, and what was there is gone only when the new one is complete.
/// </summary>
internal sealed class ItemWriter(
    ContentReader contents, DirectoryHandle target, TemporaryNames temporaries, bool overwrite, RestoreReport report)
{
    private readonly ConcurrentDictionary<LinkIdentity, LinkGroup> _groups = [];

    public async ValueTask RestoreAsync(RestoreJob job, CancellationToken cancellationToken)
    {
        if (job.IsOnTheWay && job.Directory.Handle.Find(job.Entry.Name.Bytes) is not null)
            return;
        if (!overwrite && job.Directory.Handle.Find(job.Entry.Name.Bytes) is not null)
            report.AddSkipped();
        else if (job.Entry.LinkCount > 1)
            await RestoreLinkedAsync(job, cancellationToken);
        else
            await PutInPlaceAsync(job, null, cancellationToken);
    }

    private async ValueTask RestoreLinkedAsync(RestoreJob job, CancellationToken cancellationToken)
    {
        var identity = LinkIdentity.Of(job.Entry);
        var group = _groups.GetOrAdd(identity, static _ => new LinkGroup());
        await group.Gate.WaitAsync(cancellationToken);
        try
        {
            // After the last name nobody asks for the group again.
            if (++group.Names == job.Entry.LinkCount)
                _groups.TryRemove(identity, out _);
            if (group.Restored is null || !TryLink(job, group.Restored.Value))
                await PutInPlaceAsync(job, group, cancellationToken);
        }
        finally
        {
            group.Gate.Release();
        }
    }

    private async ValueTask PutInPlaceAsync(RestoreJob job, LinkGroup? group, CancellationToken cancellationToken)
    {
        var directory = job.Directory.Handle;
        var temporary = temporaries.Next();
        try
        {
            using (var made = await MakeAsync(job, temporary, cancellationToken))
            {
                var problems = MetadataWriter.Apply(made, job.Entry);
                if (!directory.TryRename(temporary, job.Entry.Name.Bytes, overwrite))
                {
                    directory.Remove(temporary);
                    report.AddSkipped();
                    return;
                }
                if (problems.Count > 0)
                    report.AddIncomplete(job.Path, problems);
                if (group is not null)
                    group.Restored = (job.Directory.Path, job.Entry.Name, made.Status().Inode);
            }
            report.AddItem(job.Directory, job.Entry);
        }
        catch
        {
            directory.Remove(temporary);
            throw;
        }
    }

    private async ValueTask<Descriptor> MakeAsync(RestoreJob job, byte[] name, CancellationToken cancellationToken)
    {
        var (directory, entry) = (job.Directory.Handle, job.Entry);
        if (entry.Kind == EntryKind.File)
            return await WriteFileAsync(directory.CreateFile(name), job, cancellationToken);
        if (entry.Kind == EntryKind.SymbolicLink)
            directory.MakeSymbolicLink(entry.LinkTarget.GetValueOrDefault().Span, name);
        else
            directory.MakeNode(entry.Kind, entry.DeviceNumber, name);
        var node = directory.OpenNode(name);
        // Who can write to the directory may have put something else there since: a file of the system, to be given a new owner.
        if (node.Status() is var status && status.Kind == entry.Kind && status.LinkCount == 1)
            return node;
        node.Dispose();
        throw new FileSystemException(Errno.Invalid, "was replaced by another program while it was restored");
    }

    private async ValueTask<FileHandle> WriteFileAsync(FileHandle file, RestoreJob job, CancellationToken cancellationToken)
    {
        try
        {
            var content = job.Entry.Content ?? FileContent.Empty;
            await foreach (var piece in contents.ReadAsync(content, cancellationToken))
            {
                file.Write(piece.Data.Span, piece.Offset);
                report.AddBytes(piece.Data.Length, job.Directory, job.Entry);
            }
            // A hole is where nothing was written; one at the end needs the length set.
            file.SetLength(content.Length);
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>False: there can be no link to that (another file system is mounted between, or the name is gone).</summary>
    private bool TryLink(RestoreJob job, (DirectoryPath Directory, EntryName Name, ulong Inode) restored)
    {
        var temporary = temporaries.Next();
        var directory = job.Directory.Handle;
        try
        {
            using var from = Reopen(restored.Directory);
            directory.Link(from, restored.Name.Bytes, temporary);
            if (directory.Status(temporary).Inode != restored.Inode)
                return false;
            if (directory.TryRename(temporary, job.Entry.Name.Bytes, overwrite))
                report.AddItem(job.Directory, job.Entry);
            else
                report.AddSkipped();
            return true;
        }
        catch (FileSystemException)
        {
            return false;
        }
        finally
        {
            // Also after success: renaming one link of a file onto another does nothing and leaves both.
            directory.Remove(temporary);
        }
    }

    /// <summary>Goes down from the target name by name, following no link.</summary>
    private DirectoryHandle Reopen(DirectoryPath path)
    {
        var directory = target.OpenDirectory("."u8);
        foreach (var name in path.Names())
            using (var parent = directory)
                directory = parent.OpenDirectory(name.Bytes);
        return directory;
    }
}
