using Cairn.DataAgents.FileSystem.Native;

namespace Cairn.DataAgents.FileSystem.Restore;

/// <summary>
/// Writes a large file that comes in pieces, in any order: whole blocks are gathered and go past the kernel's cache, which would
/// cost a copy of each byte and a page of memory for it. Used from several threads at once.
/// </summary>
/// <param name="direct">The file, opened to be written past the cache.</param>
/// <param name="cached">The same file, for what isn't a whole block: beside a hole, at the end, or waiting for too long.</param>
/// <param name="buffers">Memory for blocks.</param>
internal sealed class BlockWriter(FileHandle direct, FileHandle cached, BlockBuffers buffers) : IDisposable
{
    /// <summary>
    /// Blocks that wait for their other pieces, at most: more than come out of order where there are no holes.
    /// </summary>
    private const int MostPartial = 64;

    /// <summary>Bytes that room is found for at once: that waits for all writes that are on their way.</summary>
    private const long Step = 256 << 20;

    private readonly Dictionary<long, PartialBlock> _partial = [];

    /// <summary>Blocks whose pieces go through the cache, each as it comes.</summary>
    private readonly HashSet<long> _givenUp = [];

    // Up to where stretches were announced without a hole between, and up to where there is room for them.
    private long _announced, _allocated;

    /// <summary>
    /// Has the file system find room for what will come, in large steps: then writes needn't wait for each other. By one thread,
    /// in the order of offsets.
    /// </summary>
    public void Announce(long offset, long length, bool isLast)
    {
        if (offset != _announced)
        {
            Preallocate();
            _allocated = offset;
        }
        _announced = offset + length;
        if (isLast || _announced - _allocated >= Step)
            Preallocate();
    }

    /// <summary>Takes a piece that overlaps no other.</summary>
    public void Write(long offset, ReadOnlySpan<byte> data)
    {
        while (!data.IsEmpty)
        {
            var start = (int)(offset % BlockBuffers.Size);
            var count = Math.Min(data.Length, BlockBuffers.Size - start);
            Add(offset - start, start, data[..count]);
            data = data[count..];
            offset += count;
        }
    }

    /// <summary>Writes what still waits. No piece may come any more.</summary>
    public void Complete()
    {
        foreach (var (at, block) in _partial)
            WritePieces(at, block);
    }

    /// <summary>Forgets what isn't written. No piece may come any more.</summary>
    public void Dispose()
    {
        foreach (var block in _partial.Values)
            buffers.Return(block.Bytes);
        _partial.Clear();
        direct.Dispose();
    }

    private void Preallocate()
    {
        if (_announced > _allocated)
            cached.Preallocate(_allocated, _announced - _allocated);
        _allocated = _announced;
    }

    private void Add(long at, int start, ReadOnlySpan<byte> piece)
    {
        if (Take(at) is not { } block)
        {
            cached.Write(piece, at + start);
            return;
        }
        piece.CopyTo(block.Bytes.Span[start..]);
        if (!GiveBack(at, block, start, piece.Length))
            return;
        // Nobody else knows of the block any more.
        try
        {
            if (block.Filled == BlockBuffers.Size)
                direct.Write(block.Bytes.Span, at);
            else
                WritePieces(at, block);
        }
        catch (FileSystemException exception) when (exception.Errno == Errno.Invalid)
        {
            // The disk has larger blocks than any that is known.
            WritePieces(at, block);
        }
        finally
        {
            buffers.Return(block.Bytes);
        }
    }

    /// <summary>The block, to be filled by one more thread; null: it was given up.</summary>
    private PartialBlock? Take(long at)
    {
        lock (_partial)
        {
            if (_givenUp.Contains(at))
                return null;
            if (!_partial.TryGetValue(at, out var block))
                _partial.Add(at, block = new PartialBlock(buffers.Rent()));
            block.Users++;
            return block;
        }
    }

    /// <summary>True: the block is the caller's, to be written, as it is full or too many wait.</summary>
    private bool GiveBack(long at, PartialBlock block, int start, int length)
    {
        lock (_partial)
        {
            block.Pieces.Add((start, length));
            block.Filled += length;
            var isFull = block.Filled == BlockBuffers.Size;
            if (--block.Users > 0 || !isFull && _partial.Count <= MostPartial)
                return false;
            _partial.Remove(at);
            if (!isFull)
                _givenUp.Add(at);
            return true;
        }
    }

    private void WritePieces(long at, PartialBlock block)
    {
        foreach (var (start, length) in block.Pieces)
            cached.Write(block.Bytes.Span.Slice(start, length), at + start);
    }

    private sealed class PartialBlock(Memory<byte> bytes)
    {
        public Memory<byte> Bytes { get; } = bytes;

        public List<(int Start, int Length)> Pieces { get; } = [];

        public int Filled { get; set; }

        /// <summary>Threads that copy to it just now.</summary>
        public int Users { get; set; }
    }
}
