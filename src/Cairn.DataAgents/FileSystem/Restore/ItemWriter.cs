using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using Cairn.DataAgents.FileSystem.Native;
using Cairn.Repository.Faults;
using Cairn.Repository.Reading;
using Cairn.Repository.Trees;

namespace Cairn.DataAgents.FileSystem.Restore;

/// <summary>
/// Brings items back, anything but directories: decides what is to be done and leaves the work to the plan, so that files are
/// written in the order in which their data lies in the repository. Of several names of one inode, one is written.
/// </summary>
internal sealed class ItemWriter(
    ContentPlan plan,
    ContentReader contents,
    DirectoryHandle target,
    TemporaryNames temporaries,
    bool overwrite,
    RestoreReport report,
    CancellationToken cancellation)
{
    private readonly ConcurrentDictionary<LinkIdentity, LinkGroup> _groups = [];
    private readonly BlockBuffers _buffers = new();

    /// <summary>Takes over a job, and leaves its directory when it's done.</summary>
    /// <param name="job">What to restore.</param>
    /// <param name="isOnTheWay">It is only on the way to others (a link), and made if nothing is there.</param>
    public async ValueTask RestoreAsync(RestoreJob job, bool isOnTheWay)
    {
        if (MayBeWritten(job, isOnTheWay))
            await PlanAsync(job);
        else
            job.Directory.Leave();
    }

    private bool MayBeWritten(RestoreJob job, bool isOnTheWay)
    {
        try
        {
            if (overwrite && !isOnTheWay || job.Directory.Handle.Find(job.Entry.Name.Bytes) is null)
                return true;
            if (!isOnTheWay)
                report.AddSkipped();
        }
        catch (FileSystemException exception)
        {
            report.AddFailed(job.Path, exception.Message);
        }
        return false;
    }

    private async ValueTask PlanAsync(RestoreJob job)
    {
        if (job.Entry.LinkCount <= 1)
        {
            await plan.AddAsync(job.Content, new RestoredItem(job, temporaries, _buffers, overwrite, report));
            return;
        }
        var group = GroupOf(job.Entry);
        if (!group.TryBegin(job))
            return;
        if (TryLink(job, group))
            await ContinueAsync(group);
        else
            await plan.AddAsync(job.Content, new RestoredItem(job, temporaries, _buffers, overwrite, report) { Group = group, Then = ContinueAsync });
    }

    private LinkGroup GroupOf(Entry entry)
    {
        var identity = LinkIdentity.Of(entry);
        var group = _groups.GetOrAdd(identity, static _ => new LinkGroup());
        // After the last name nobody asks for the group again.
        if (group.CountName() == entry.LinkCount)
            _groups.TryRemove(identity, out _);
        return group;
    }

    /// <summary>
    /// Restores the names that waited. What can't be linked is written by itself: that is rare, and not worth a plan.
    /// </summary>
    private async ValueTask ContinueAsync(LinkGroup group)
    {
        Exception? ended = null;
        while (group.TryNext(out var next))
            if (!TryLink(next.Value, group))
                ended ??= await WriteAsync(next.Value, group);
        if (ended is not null)
            ExceptionDispatchInfo.Throw(ended);
    }

    /// <summary>Answers what must end the restore, or null.</summary>
    private async ValueTask<Exception?> WriteAsync(RestoreJob job, LinkGroup group)
    {
        var item = new RestoredItem(job, temporaries, _buffers, overwrite, report) { Group = group };
        Exception? failure = null;
        try
        {
            await foreach (var piece in contents.ReadAsync(job.Content, cancellation))
                item.Write(piece.Offset, piece.Data.Span);
        }
        catch (Exception exception)
        {
            failure = exception;
        }
        await item.CompleteAsync(failure);
        return failure is RepositoryDamagedException ? null : failure;
    }

    /// <summary>
    /// False: there can be no link to a restored name (there is none, or another file system is mounted between, or it's gone).
    /// True: there is one, and the job is done.
    /// </summary>
    private bool TryLink(RestoreJob job, LinkGroup group)
    {
        if (group.Restored is not { } restored)
            return false;
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
            // Also now: renaming one link of a file onto another does nothing and leaves both.
            directory.Remove(temporary);
            job.Directory.Leave();
            return true;
        }
        catch (FileSystemException)
        {
            directory.TryRemove(temporary);
            return false;
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
