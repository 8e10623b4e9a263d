using Cairn.DataAgents.FileSystem.Native;

namespace Cairn.DataAgents.FileSystem.Restore;

/// <summary>
/// Writes a large file that comes in pieces, in any order: whole blocks are gathered and go past the kernel's cache, which would
/// cost a copy of each byte and a page of memory for it. Used from several threads at once.
/// </summary>
internal sealed class BlockWriter(FileHandle file, BlockBuffers buffers)
{
    /// <summary>Bytes that room is found for at once: that waits for all writes that are on their way.</summary>
    private const long Step = 256 << 20;

    private readonly Dictionary<long, PartialBlock> _partial = [];

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

    /// <summary>Writes the blocks that have holes in them, or end the file. No piece may come any more.</summary>
    public void Complete()
    {
        file.WriteThroughCache();
        foreach (var (at, block) in _partial)
            foreach (var (start, length) in block.Pieces)
                file.Write(block.Bytes.Span.Slice(start, length), at + start);
        Abandon();
    }

    /// <summary>Forgets what isn't written. No piece may come any more.</summary>
    public void Abandon()
    {
        foreach (var block in _partial.Values)
            buffers.Return(block.Bytes);
        _partial.Clear();
    }

    private void Preallocate()
    {
        if (_announced > _allocated)
            file.Preallocate(_allocated, _announced - _allocated);
        _allocated = _announced;
    }

    private void Add(long at, int start, ReadOnlySpan<byte> piece)
    {
        PartialBlock? block;
        lock (_partial)
            if (!_partial.TryGetValue(at, out block))
                _partial.Add(at, block = new PartialBlock(buffers.Rent()));
        piece.CopyTo(block.Bytes.Span[start..]);
        lock (_partial)
        {
            block.Pieces.Add((start, piece.Length));
            block.Filled += piece.Length;
            if (block.Filled < BlockBuffers.Size)
                return;
            _partial.Remove(at);
        }
        // Nobody else knows of the block any more.
        try
        {
            file.Write(block.Bytes.Span, at);
        }
        finally
        {
            buffers.Return(block.Bytes);
        }
    }

    private sealed class PartialBlock(Memory<byte> bytes)
    {
        public Memory<byte> Bytes { get; } = bytes;

        public List<(int Start, int Length)> Pieces { get; } = [];

        public int Filled { get; set; }
    }
}
