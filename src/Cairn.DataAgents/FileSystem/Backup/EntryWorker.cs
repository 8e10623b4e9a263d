using System.Threading.Channels;
using Cairn.DataAgents.FileSystem.Native;
using Cairn.Repository.Sessions;
using Cairn.Repository.Trees;

namespace Cairn.DataAgents.FileSystem.Backup;

/// <summary>
/// Backs up one name after the other, all but directories. Several workers run at once: most for small files, whose cost is waiting
/// for the disk, and a few for large ones.
/// </summary>
internal sealed class EntryWorker(
    EntryMaker entries, ChangeDetection? changes, SharedContents shared, BackupReport report, Abort abort)
{
    /// <summary>
    /// Works until no more batches come, and passes files that aren't small on. Every job gets an end, also when the run is given
    /// up: somebody waits for it.
    /// </summary>
    public async Task RunSmallAsync(ChannelReader<EntryBatch> batches, ChannelWriter<EntryJob> large, WriteSession session)
    {
        using var writer = session.OpenContentWriter();
        var reader = new FileReader(writer, report);
        using var prefetch = new Prefetch();
        await foreach (var batch in batches.ReadAllAsync(CancellationToken.None))
        {
            PrefetchQuietly(prefetch, batch);
            foreach (var job in batch.Jobs)
                if (await RunAsync(job, reader, FileReader.SmallSize) && !large.TryWrite(job))
                    await WriteOrCompleteAsync(large, job);
        }
    }

    /// <summary>Works on files of any size until no more come.</summary>
    /// <param name="jobs">Every one gets an end.</param>
    /// <param name="session">Where to.</param>
    /// <param name="parallel">How many chunks of a file are compressed and sealed at once.</param>
    public async Task RunLargeAsync(ChannelReader<EntryJob> jobs, WriteSession session, int parallel)
    {
        using var writer = session.OpenContentWriter(parallel);
        var reader = new FileReader(writer, report);
        await foreach (var job in jobs.ReadAllAsync(CancellationToken.None))
            await RunAsync(job, reader, long.MaxValue);
    }

    /// <summary>Whatever goes wrong, the batch's jobs still get their ends.</summary>
    private void PrefetchQuietly(Prefetch prefetch, EntryBatch batch)
    {
        try
        {
            if (!abort.Token.IsCancellationRequested)
                prefetch.Run(batch);
        }
        catch (Exception exception)
        {
            abort.Report(exception);
        }
    }

    private async ValueTask WriteOrCompleteAsync(ChannelWriter<EntryJob> large, EntryJob job)
    {
        try
        {
            await large.WriteAsync(job, abort.Token);
        }
        catch (OperationCanceledException)
        {
            job.Complete(null);
        }
    }

    /// <summary>True: it is a file of more than <paramref name="limit"/> bytes, and nothing was done with it.</summary>
    private async ValueTask<bool> RunAsync(EntryJob job, FileReader reader, long limit)
    {
        Entry? entry = null;
        var isDone = true;
        try
        {
            if (!abort.Token.IsCancellationRequested)
                (entry, isDone) = await BackUpAsync(job, reader, limit);
            if (entry is not null)
                report.AddContentRead(job.Directory.ContentPathsAt(job.Name));
        }
        catch (Exception exception)
        {
            abort.Report(exception);
        }
        job.Opened?.Dispose();
        if (isDone)
            job.Complete(entry);
        return !isDone;
    }

    private async ValueTask<(Entry? Entry, bool IsDone)> BackUpAsync(EntryJob job, FileReader reader, long limit)
    {
        try
        {
            // What was listed as a file and isn't in the base will be read: then opening it tells all that there is to know.
            if (job is { IsFile: true, Stored: null })
                return await ReadFileAsync(job, reader, limit);
            var status = job.Directory.Handle.Status(job.Name.Bytes);
            if (status.Kind == EntryKind.File)
                return await ReuseAsync(job, status) is { } unchanged ? (unchanged, true) : await ReadFileAsync(job, reader, limit);
            if (status.Kind == EntryKind.Directory)
                throw new FileSystemException(Errno.IsADirectory, "became a directory while it was backed up");
            var entry = entries.Make(job.Directory.Handle, job.Directory.Path, job.Name, status);
            report.AddOther();
            return (entry, true);
        }
        catch (FileSystemException exception) when (exception.Errno == Errno.NoEntry)
        {
            report.AddVanished();
        }
        catch (FileSystemException exception)
        {
            report.AddFailed(new ItemFailure(job.Path, exception.Message));
        }
        return (null, true);
    }

    private async ValueTask<Entry?> ReuseAsync(EntryJob job, FileStatus status)
    {
        if (changes is null || await changes.ReuseAsync(job.Stored, status, abort.Token) is not { } known)
            return null;
        var unchanged = entries.Make(job.Directory.Handle, job.Directory.Path, job.Name, status) with { Content = known };
        report.AddFile(unchanged, job.Directory.Path, isUnchanged: true);
        return unchanged;
    }

    private async ValueTask<(Entry? Entry, bool IsDone)> ReadFileAsync(EntryJob job, FileReader reader, long limit)
    {
        using var opened = job.Opened ?? Open(job);
        var status = opened.Status;
        if (status.Kind != EntryKind.File)
            throw new FileSystemException(Errno.Invalid, "was replaced by something that isn't a file while it was backed up");
        if (status.Size > limit)
            return (null, false);
        var entry = entries.Make(job.Directory.Handle, job.Directory.Path, job.Name, status, opened.Handle);
        var content = await ReadAsync(opened, job, reader);
        entry = entry with { Content = content, Size = content.Length };
        report.AddFile(entry, job.Directory.Path, isUnchanged: false);
        return (entry, true);
    }

    private static OpenedFile Open(EntryJob job)
    {
        var file = job.Directory.Handle.OpenFile(job.Name.Bytes);
        try
        {
            return new OpenedFile(file, file.Status());
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private async ValueTask<FileContent> ReadAsync(OpenedFile opened, EntryJob job, FileReader reader)
    {
        var status = opened.Status;
        if (status.Size == 0)
            return FileContent.Empty;
        if (status.LinkCount == 1)
            return await reader.ReadAsync(opened, job, abort.Token);
        FileSystemException? failure = null;
        return await shared.GetAsync(status, ReadOrNothingAsync) ?? throw failure!;

        async ValueTask<FileContent?> ReadOrNothingAsync()
        {
            try
            {
                return await reader.ReadAsync(opened, job, abort.Token);
            }
            catch (FileSystemException exception)
            {
                failure = exception;
                return null;
            }
        }
    }
}
