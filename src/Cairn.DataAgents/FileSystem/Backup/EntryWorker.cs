using System.Threading.Channels;
using Cairn.DataAgents.FileSystem.Native;
using Cairn.Repository.Sessions;
using Cairn.Repository.Trees;

namespace Cairn.DataAgents.FileSystem.Backup;

/// <summary>
/// Backs up one name after the other, all but directories; several workers run at once, each with its own content writer.
/// </summary>
internal sealed class EntryWorker(
    EntryMaker entries, ChangeDetection? changes, SharedContents shared, BackupReport report, Abort abort)
{
    /// <summary>
    /// Works until no more jobs come. Every job gets an end, also when the run is given up: somebody waits for it.
    /// </summary>
    public async Task RunAsync(ChannelReader<EntryJob> jobs, WriteSession session)
    {
        using var writer = session.OpenContentWriter();
        await foreach (var job in jobs.ReadAllAsync(CancellationToken.None))
        {
            if (abort.Token.IsCancellationRequested)
            {
                job.SetCanceled(abort.Token);
                continue;
            }
            try
            {
                var entry = await BackUpAsync(job, writer);
                if (entry is not null)
                    report.AddContentRead(job.Directory.ContentPathsAt(job.Name));
                job.SetResult(entry);
            }
            catch (Exception exception)
            {
                abort.Report(exception);
                job.SetException(exception);
            }
        }
    }

    private async ValueTask<Entry?> BackUpAsync(EntryJob job, ContentWriter writer)
    {
        try
        {
            var directory = job.Directory.Handle;
            var status = directory.Status(job.Name.Bytes);
            if (status.Kind == EntryKind.File)
                return await BackUpFileAsync(job, status, writer);
            if (status.Kind == EntryKind.Directory)
                throw new FileSystemException(Errno.IsADirectory, "became a directory while it was backed up");
            var entry = entries.Make(directory, job.Directory.Path, job.Name, status);
            report.AddOther();
            return entry;
        }
        catch (FileSystemException exception) when (exception.Errno == Errno.NoEntry)
        {
            report.AddVanished();
        }
        catch (FileSystemException exception)
        {
            report.AddFailed(new ItemFailure(job.Path, exception.Message));
        }
        return null;
    }

    private async ValueTask<Entry> BackUpFileAsync(EntryJob job, FileStatus status, ContentWriter writer)
    {
        if (changes is not null && await changes.ReuseAsync(job.Stored, status, abort.Token) is { } known)
        {
            var unchanged = entries.Make(job.Directory.Handle, job.Directory.Path, job.Name, status) with { Content = known };
            report.AddFile(unchanged, job.Directory.Path, isUnchanged: true);
            return unchanged;
        }
        using var file = job.Directory.Handle.OpenFile(job.Name.Bytes);
        status = file.Status();
        if (status.Kind != EntryKind.File)
            throw new FileSystemException(Errno.Invalid, "was replaced by something that isn't a file while it was backed up");
        var entry = entries.Make(job.Directory.Handle, job.Directory.Path, job.Name, status);
        var content = await ReadAsync(file, status, job, writer);
        entry = entry with { Content = content, Size = content.Length };
        report.AddFile(entry, job.Directory.Path, isUnchanged: false);
        return entry;
    }

    private async ValueTask<FileContent> ReadAsync(FileHandle file, FileStatus status, EntryJob job, ContentWriter writer)
    {
        if (status.Size == 0)
            return FileContent.Empty;
        if (status.LinkCount == 1)
            return await ReadNowAsync();
        FileSystemException? failure = null;
        return await shared.GetAsync(status, ReadOrNothingAsync) ?? throw failure!;

        async ValueTask<FileContent?> ReadOrNothingAsync()
        {
            try
            {
                return await ReadNowAsync();
            }
            catch (FileSystemException exception)
            {
                failure = exception;
                return null;
            }
        }

        async ValueTask<FileContent> ReadNowAsync()
        {
            var content = await new FileReading(file, status, job, report).ReadAsync(writer, abort.Token);
            if (content.Length != status.Size)
                report.AddUnsteady(job.Path, $"ended after {content.Length} of {status.Size} bytes while it was read");
            else if (file.Status() is var after && after.Size != status.Size)
                report.AddUnsteady(job.Path, $"changed from {status.Size} to {after.Size} bytes while it was read");
            else if ((after.Modified, after.Changed) != (status.Modified, status.Changed))
                report.AddUnsteady(job.Path, "changed while it was read");
            return content;
        }
    }
}
