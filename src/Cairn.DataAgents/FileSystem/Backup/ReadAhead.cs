using Cairn.DataAgents.FileSystem.Native;
using Cairn.Repository;

namespace Cairn.DataAgents.FileSystem.Backup;

/// <summary>
/// Reads stretches of files in order, with several reads on their way at once, in memory that it keeps. For one stretch at a time.
/// </summary>
internal sealed class ReadAhead
{
    /// <summary>Reads at once. A disk that writes packs meanwhile takes some 5 ms for a read, as long as two processors for what it brings.</summary>
    public const int Depth = 3;

    private const int Size = 2 << 20;

    private readonly Memory<byte>[] _buffers = [.. Enumerable.Range(0, Depth).Select(_ => AlignedMemory.Allocate(Size))];

    /// <summary>
    /// The bytes from <paramref name="position"/> on up to <paramref name="end"/>, or to the end of the file if that comes first.
    /// Each piece is valid until the next is asked for.
    /// </summary>
    public async IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAsync(FileHandle file, long position, long end)
    {
        var reads = new Queue<Task<int>>();
        try
        {
            for (var next = position; position < end; position += Size)
            {
                for (; next < end && reads.Count < Depth; next += Size)
                {
                    var (buffer, from) = (BufferAt(next), next);
                    var wanted = Math.Min(Size, end - from);
                    // Whole blocks; what may come from after the end is left alone.
                    reads.Enqueue(Task.Run(() => (int)Math.Min(wanted, Fill(file, buffer[..(int)FileHandle.WholeBlocks(wanted)], from))));
                }
                // In the queue until the bytes were used: until then its buffer isn't free.
                var count = await reads.Peek();
                yield return BufferAt(position)[..count];
                _ = reads.Dequeue();
                if (count < Math.Min(Size, end - position))
                    break;
            }
        }
        finally
        {
            foreach (Task read in reads)
                await read.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        }

        Memory<byte> BufferAt(long at) => _buffers[at / Size % Depth];
    }

    private static int Fill(FileHandle file, Memory<byte> buffer, long position)
    {
        var done = 0;
        while (done < buffer.Length && file.Read(buffer.Span[done..], position + done) is var count and > 0)
            done += count;
        return done;
    }
}
