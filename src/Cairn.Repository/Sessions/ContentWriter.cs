using Cairn.Repository.Chunking;
using Cairn.Repository.Sealing;
using Cairn.Repository.Trees;

namespace Cairn.Repository.Sessions;

/// <summary>
/// Takes files' bytes, one file after the other, cuts them into chunks and stores those. Short files come as a whole
/// (<see cref="WriteAsync"/>); others are read straight into <see cref="GetMemory"/>, each time followed by
/// <see cref="AdvanceAsync"/>. For one thread at a time.
/// </summary>
public sealed class ContentWriter : IDisposable
{
    /// <summary>
    /// Files of up to this many bytes are kept in their entries. Up to here that makes repositories of small files smaller, as
    /// they are compressed together; far above it, trees grow that every later backup has to read.
    /// </summary>
    public const int InlineLimit = 1024;

    // Room to read into, at least and at most.
    private const int LeastRoom = 1 << 20;
    private const int MostRoom = 2 << 20;

    /// <summary>
    /// Blocks of a writer that stores several chunks at once: one is read into while others' chunks are stored.
    /// </summary>
    private const int MostBlocks = 3;

    private readonly WriteSession _session;
    private readonly ChunkerParameters _parameters;
    private readonly Chunker _chunker;
    private readonly PartList _parts;
    private readonly int _parallel;
    private readonly Queue<StoredChunk> _storing = [];
    private readonly Stack<ContentBlock> _free = [];
    private ContentBlock? _block;
    private int _blocks;

    // The current chunk is in the block from _start to _end.
    private int _start, _end;
    private bool _disposed;

    internal ContentWriter(WriteSession session, int parallel)
    {
        (_session, _parallel) = (session, parallel);
        _parameters = session.Repository.Config.Chunker;
        _chunker = new Chunker(_parameters, session.Repository.Gear);
        _parts = new PartList(session);
    }

    /// <summary>
    /// Where to put the next bytes of the file: 1 to 2 MiB. Valid until the next call of any method. It starts at a multiple of
    /// 4,096 bytes where all before it since the start of the file, or since the end of the last hole, are a multiple of that.
    /// </summary>
    public Memory<byte> GetMemory()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        _block ??= NewBlock();
        return _block.Memory.Slice(_end, Math.Min(MostRoom, _block.Memory.Length - _end));
    }

    /// <summary><paramref name="count"/> bytes of the file were put into the memory from <see cref="GetMemory"/>.</summary>
    public async ValueTask AdvanceAsync(int count, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, GetMemory().Length);
        _session.Counters.CountRead(count);
        _end += count;
        while (_chunker.TryCut(_block!.Memory.Span[_start.._end], out var length))
            await StoreNextAsync(length, cancellationToken);
        if (_block.Memory.Length - _end < LeastRoom)
            await MakeRoomAsync(cancellationToken);
    }

    /// <summary>The next <paramref name="length"/> bytes (0 or more) of the file are zeros that take no space.</summary>
    public async ValueTask AddHoleAsync(long length, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        await EndChunkAsync(cancellationToken);
        await DrainAsync(0, cancellationToken);
        _start = _end = 0;
        if (length > 0)
            await _parts.AddAsync(ContentPart.Hole(length), cancellationToken);
    }

    /// <summary>Ends this file, and is ready for the next.</summary>
    public async ValueTask<FileContent> CompleteAsync(CancellationToken cancellationToken)
    {
        await EndChunkAsync(cancellationToken);
        await DrainAsync(0, cancellationToken);
        var content = await _parts.CompleteAsync(cancellationToken);
        await ResetAsync();
        return content;
    }

    /// <summary>Stores a file whose bytes are all here; they are the caller's again afterwards. No file is half-read.</summary>
    public async ValueTask<FileContent> WriteAsync(ReadOnlyMemory<byte> file, CancellationToken cancellationToken)
    {
        _session.Counters.CountRead(file.Length);
        if (file.Length == 0)
            return FileContent.Empty;
        if (file.Length <= InlineLimit)
            return new FileContent(file.ToArray());
        for (var rest = file; !rest.IsEmpty;)
        {
            if (rest.Length <= _parameters.Min || !_chunker.TryCut(rest.Span, out var length))
                length = rest.Length;
            var id = await _session.StoreAsync(ChunkKind.Data, rest[..length], cancellationToken);
            await _parts.AddAsync(new ContentPart(id, length, false), cancellationToken);
            rest = rest[length..];
        }
        return await CompleteAsync(cancellationToken);
    }

    /// <summary>Forgets a half-read file, when none of it is being stored any more.</summary>
    public async ValueTask ResetAsync()
    {
        while (_storing.TryDequeue(out var chunk))
        {
            const ConfigureAwaitOptions Quietly =
                ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext;
            await ((Task)chunk.Id).ConfigureAwait(Quietly);
            Release(chunk.Block);
        }
        (_start, _end) = (0, 0);
        _chunker.Restart();
        _parts.Clear();
    }

    public void Dispose() => _disposed = true;

    private async ValueTask EndChunkAsync(CancellationToken cancellationToken)
    {
        _chunker.Restart();
        if (_end > _start)
            await StoreNextAsync(_end - _start, cancellationToken);
    }

    private async ValueTask StoreNextAsync(int length, CancellationToken cancellationToken)
    {
        var block = _block!;
        var chunk = block.Memory.Slice(_start, length);
        _start += length;
        if (_parallel == 1)
        {
            var id = await _session.StoreAsync(ChunkKind.Data, chunk, cancellationToken);
            await _parts.AddAsync(new ContentPart(id, length, false), cancellationToken);
            return;
        }
        await DrainAsync(_parallel - 1, cancellationToken);
        block.Users++;
        var storing = Task.Run(
            () => _session.StoreAsync(ChunkKind.Data, chunk, cancellationToken).AsTask(), CancellationToken.None);
        _storing.Enqueue(new StoredChunk(storing, length, block));
    }

    /// <summary>Waits until no more than so many chunks are being stored.</summary>
    private async ValueTask DrainAsync(int leave, CancellationToken cancellationToken)
    {
        while (_storing.Count > leave)
        {
            var chunk = _storing.Peek();
            var id = await chunk.Id;
            _storing.Dequeue();
            Release(chunk.Block);
            await _parts.AddAsync(new ContentPart(id, chunk.Length, false), cancellationToken);
        }
    }

    /// <summary>
    /// Takes the current chunk to a block that nothing is stored from, as far from a multiple of 4,096 as it was.
    /// </summary>
    private async ValueTask MakeRoomAsync(CancellationToken cancellationToken)
    {
        var (from, to) = (_block!, _block!);
        while (from.Users > 0 && _free.Count == 0 && _blocks == MostBlocks)
            await DrainAsync(_storing.Count - 1, cancellationToken);
        if (from.Users > 0)
            to = _free.TryPop(out var free) ? free : NewBlock();
        var (start, length) = (_start % AlignedMemory.Alignment, _end - _start);
        from.Memory.Slice(_start, length).CopyTo(to.Memory[start..]);
        _block = to;
        (_start, _end) = (start, start + length);
    }

    private ContentBlock NewBlock()
    {
        _blocks++;
        return new ContentBlock(_parameters.Max + MostRoom);
    }

    private void Release(ContentBlock block)
    {
        if (--block.Users == 0 && block != _block)
            _free.Push(block);
    }

    private readonly record struct StoredChunk(Task<ChunkId> Id, int Length, ContentBlock Block);
}
