using Cairn.DataAgents.FileSystem.Native;
using Cairn.Repository.Sessions;
using Cairn.Repository.Trees;

namespace Cairn.DataAgents.FileSystem.Backup;

/// <summary>
/// Reads open files into a content writer: as many bytes as they had when they were opened, their holes as holes. One file at a
/// time.
/// </summary>
internal sealed class FileReader(ContentWriter writer, BackupReport report)
{
    /// <summary>Files of up to this many bytes are read as a whole.</summary>
    public const int SmallSize = 256 << 10;

    /// <summary>
    /// From this many bytes on, files are read past the kernel's cache: sequential reads of a few MiB gain nothing from it, the copy
    /// costs processor time, and others' files would be driven out of it.
    /// </summary>
    private const long LeastDirect = 64 << 20;

    private byte[]? _small;
    private ReadAhead? _ahead;

    /// <summary>The content; shorter than the status says if the file shrank meanwhile. A file that changed is reported.</summary>
    public async ValueTask<FileContent> ReadAsync(OpenedFile opened, EntryJob job, CancellationToken cancellationToken)
    {
        var (file, status) = opened;
        try
        {
            var content = !opened.Bytes.IsEmpty ? await StoreAsync(opened.Bytes, job, cancellationToken)
                : status.Size <= SmallSize && !status.MayHaveHoles ? await ReadSmallAsync(file, (int)status.Size, job, cancellationToken)
                : await ReadLargeAsync(file, status, job, cancellationToken);
            ReportChange(file, status, content, job);
            return content;
        }
        catch
        {
            await writer.ResetAsync();
            throw;
        }
    }

    private void ReportChange(FileHandle file, FileStatus status, FileContent content, EntryJob job)
    {
        if (content.Length != status.Size)
            report.AddUnsteady(job.Path, $"ended after {content.Length} of {status.Size} bytes while it was read");
        else if (file.Status() is var after && after.Size != status.Size)
            report.AddUnsteady(job.Path, $"changed from {status.Size} to {after.Size} bytes while it was read");
        else if ((after.Modified, after.Changed) != (status.Modified, status.Changed))
            report.AddUnsteady(job.Path, "changed while it was read");
    }

    private ValueTask<FileContent> ReadSmallAsync(FileHandle file, int size, EntryJob job, CancellationToken cancellationToken)
    {
        _small ??= GC.AllocateUninitializedArray<byte>(SmallSize);
        var done = 0;
        while (done < size && file.Read(_small.AsSpan(done, size - done), done) is var count and > 0)
            done += count;
        return StoreAsync(_small.AsMemory(0, done), job, cancellationToken);
    }

    private ValueTask<FileContent> StoreAsync(ReadOnlyMemory<byte> bytes, EntryJob job, CancellationToken cancellationToken)
    {
        report.AddBytesRead(bytes.Length, job.Directory.Path, job.Name);
        return writer.WriteAsync(bytes, cancellationToken);
    }

    private async ValueTask<FileContent> ReadLargeAsync(
        FileHandle file, FileStatus status, EntryJob job, CancellationToken cancellationToken)
    {
        var isDirect = status.Size >= LeastDirect && file.TryReadDirectly();
        for (long position = 0, end; position < status.Size; position = end)
        {
            (var start, end) = status.MayHaveHoles ? file.NextData(position, status.Size) : (position, status.Size);
            if (start > position)
            {
                await writer.AddHoleAsync(start - position, cancellationToken);
                report.AddBytesRead(start - position, job.Directory.Path, job.Name);
            }
            var isWhole = isDirect
                ? await ReadAheadAsync(file, start, end, job, cancellationToken)
                : await ReadDataAsync(file, start, end, job, cancellationToken);
            if (!isWhole)
                break;
        }
        return await writer.CompleteAsync(cancellationToken);
    }

    /// <summary>False: the file ended before the stretch did.</summary>
    private async ValueTask<bool> ReadDataAsync(
        FileHandle file, long position, long end, EntryJob job, CancellationToken cancellationToken)
    {
        while (position < end)
        {
            var room = writer.GetMemory();
            // Asked for whole blocks; what may come from after the end is left alone.
            var count = file.Read(room.Span[..(int)Math.Min(room.Length, FileHandle.WholeBlocks(end - position))], position);
            if (count == 0)
                return false;
            count = (int)Math.Min(count, end - position);
            await writer.AdvanceAsync(count, cancellationToken);
            report.AddBytesRead(count, job.Directory.Path, job.Name);
            position += count;
        }
        return true;
    }

    /// <summary>
    /// The same, past the kernel's cache. It doesn't read ahead there, so that is done here: the copy costs a tenth of what
    /// waiting for the disk would.
    /// </summary>
    private async ValueTask<bool> ReadAheadAsync(
        FileHandle file, long position, long end, EntryJob job, CancellationToken cancellationToken)
    {
        _ahead ??= new ReadAhead();
        await foreach (var piece in _ahead.ReadAsync(file, position, end))
        {
            for (var rest = piece; !rest.IsEmpty;)
            {
                var room = writer.GetMemory();
                var count = Math.Min(room.Length, rest.Length);
                rest[..count].CopyTo(room);
                rest = rest[count..];
                await writer.AdvanceAsync(count, cancellationToken);
            }
            report.AddBytesRead(piece.Length, job.Directory.Path, job.Name);
            position += piece.Length;
        }
        return position == end;
    }
}
