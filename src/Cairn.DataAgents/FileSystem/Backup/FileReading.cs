using Cairn.DataAgents.FileSystem.Native;
using Cairn.Repository.Sessions;
using Cairn.Repository.Trees;

namespace Cairn.DataAgents.FileSystem.Backup;

/// <summary>Reads an open file into a content writer: as many bytes as it had when it was opened, its holes as holes.</summary>
internal sealed class FileReading(FileHandle file, FileStatus status, EntryJob job, BackupReport report)
{
    /// <summary>The content; shorter than the status says if the file shrank meanwhile.</summary>
    public async ValueTask<FileContent> ReadAsync(ContentWriter writer, CancellationToken cancellationToken)
    {
        try
        {
            await ReadStretchesAsync(writer, cancellationToken);
            return await writer.CompleteAsync(cancellationToken);
        }
        catch
        {
            await writer.ResetAsync();
            throw;
        }
    }

    private async ValueTask ReadStretchesAsync(ContentWriter writer, CancellationToken cancellationToken)
    {
        for (long position = 0, end; position < status.Size; position = end)
        {
            (var start, end) = status.MayHaveHoles ? file.NextData(position, status.Size) : (position, status.Size);
            if (start > position)
            {
                await writer.AddHoleAsync(start - position, cancellationToken);
                report.AddBytesRead(start - position, job.Directory.Path, job.Name);
            }
            if (!await ReadDataAsync(writer, start, end, cancellationToken))
                return;
        }
    }

    /// <summary>False: the file ended before the stretch did.</summary>
    private async ValueTask<bool> ReadDataAsync(
        ContentWriter writer, long position, long end, CancellationToken cancellationToken)
    {
        while (position < end)
        {
            var buffer = writer.GetMemory();
            var count = file.Read(buffer.Span[..(int)Math.Min(buffer.Length, end - position)], position);
            if (count == 0)
                return false;
            await writer.AdvanceAsync(count, cancellationToken);
            report.AddBytesRead(count, job.Directory.Path, job.Name);
            position += count;
        }
        return true;
    }
}
