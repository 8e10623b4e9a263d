using Cairn.DataAgents.FileSystem.Native;
using Cairn.Repository;
using Cairn.Repository.Trees;

namespace Cairn.DataAgents.FileSystem.Backup;

/// <summary>
/// Opens the small files of a batch that are going to be read and aren't in the kernel's cache, and reads them together. Whatever
/// doesn't fit in here, or fails, is left to who comes after. For one worker.
/// </summary>
internal sealed class Prefetch : IDisposable
{
    private const int MaxSize = 64 << 10;
    private const int BufferSize = 512 << 10;

    private readonly ParallelReads _reads = new();
    private readonly Memory<byte> _buffer = AlignedMemory.Allocate(BufferSize);
    private readonly List<(EntryJob Job, Memory<byte> Room)> _planned = [];

    /// <summary>Sets what was opened and read with the jobs; it is valid until the next call.</summary>
    public void Run(EntryBatch batch)
    {
        if (!_reads.IsUsable)
            return;
        _planned.Clear();
        var free = _buffer;
        foreach (var job in batch.Jobs)
            if (job is { IsFile: true, Stored: null } && TryPlan(job, free) is { IsEmpty: false } room)
            {
                _planned.Add((job, room));
                free = free[room.Length..];
            }
        if (_planned.Count == 0)
            return;
        var counts = _reads.Run();
        for (var index = 0; index < counts.Length; index++)
        {
            var (job, room) = _planned[index];
            var size = (int)job.Opened!.Status.Size;
            if (counts[index] >= size)
                job.Opened.Bytes = room[..size];
        }
    }

    public void Dispose() => _reads.Dispose();

    /// <summary>The part of the buffer that the file will be read to; empty: it won't be.</summary>
    private Memory<byte> TryPlan(EntryJob job, Memory<byte> free)
    {
        FileHandle? file = null;
        try
        {
            file = job.Directory.Handle.OpenFile(job.Name.Bytes);
            var status = file.Status();
            var length = (int)Math.Min(FileHandle.WholeBlocks(status.Size), int.MaxValue);
            if (status is { Kind: EntryKind.File, LinkCount: 1, MayHaveHoles: false, Size: > 0 and <= MaxSize }
                && length <= free.Length && file.IsUncached && _reads.TryAdd(file, free.Span[..length]))
            {
                job.Opened = new OpenedFile(file, status);
                return free[..length];
            }
        }
        catch (FileSystemException)
        {
            // Whoever opens it next says so.
        }
        file?.Dispose();
        return default;
    }
}
