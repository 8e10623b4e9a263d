using System.Buffers;
using Cairn.Repository.Chunking;
using Cairn.Repository.Sealing;
using Cairn.Repository.Trees;

namespace Cairn.Repository.Sessions;

/// <summary>
/// Takes files' bytes, one file after the other, cuts them into chunks and stores those. Read straight into
/// <see cref="GetMemory"/>, then call <see cref="AdvanceAsync"/>; chunks are compressed and sealed by the thread that calls. For
/// one thread at a time.
/// </summary>
public sealed class ContentWriter : IDisposable
{
    // Room to read into, at least and at most: what is never read into costs no memory.
    private const int LeastRoom = 64 << 10;
    private const int MostRoom = 1 << 20;

    private readonly WriteSession _session;
    private readonly Chunker _chunker;
    private readonly PartList _parts;
    private readonly byte[] _buffer;

    // The current chunk is in the buffer from _start to _end.
    private int _start, _end;
    private bool _disposed;

    internal ContentWriter(WriteSession session)
    {
        _session = session;
        var parameters = session.Repository.Config.Chunker;
        _chunker = new Chunker(parameters, session.Repository.Gear);
        _parts = new PartList(session);
        _buffer = ArrayPool<byte>.Shared.Rent(parameters.Max + MostRoom);
    }

    /// <summary>Where to put the next bytes of the file: 64 KiB to 1 MiB. Valid until the next call of any method.</summary>
    public Memory<byte> GetMemory()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (_buffer.Length - _end < LeastRoom)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }
        return _buffer.AsMemory(_end, Math.Min(MostRoom, _buffer.Length - _end));
    }

    /// <summary><paramref name="count"/> bytes of the file were put into the memory from <see cref="GetMemory"/>.</summary>
    public async ValueTask AdvanceAsync(int count, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, _buffer.Length - _end);
        _session.Counters.CountRead(count);
        _end += count;
        while (_chunker.TryCut(_buffer.AsSpan(_start, _end - _start), out var length))
            await StoreAsync(length, cancellationToken);
    }

    /// <summary>The next <paramref name="length"/> bytes (0 or more) of the file are zeros that take no space.</summary>
    public async ValueTask AddHoleAsync(long length, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        await EndChunkAsync(cancellationToken);
        if (length > 0)
            await _parts.AddAsync(ContentPart.Hole(length), cancellationToken);
    }

    /// <summary>Ends this file, and is ready for the next.</summary>
    public async ValueTask<FileContent> CompleteAsync(CancellationToken cancellationToken)
    {
        await EndChunkAsync(cancellationToken);
        var content = await _parts.CompleteAsync(cancellationToken);
        Reset();
        return content;
    }

    /// <summary>Forgets a half-read file.</summary>
    public void Reset()
    {
        (_start, _end) = (0, 0);
        _chunker.Restart();
        _parts.Clear();
    }

    public void Dispose()
    {
        if (!_disposed)
            ArrayPool<byte>.Shared.Return(_buffer);
        _disposed = true;
    }

    private async ValueTask EndChunkAsync(CancellationToken cancellationToken)
    {
        _chunker.Restart();
        if (_end > _start)
            await StoreAsync(_end - _start, cancellationToken);
    }

    private async ValueTask StoreAsync(int length, CancellationToken cancellationToken)
    {
        var id = await _session.StoreAsync(ChunkKind.Data, _buffer.AsMemory(_start, length), cancellationToken);
        _start += length;
        if (_start == _end)
            (_start, _end) = (0, 0);
        await _parts.AddAsync(new ContentPart(id, length, false), cancellationToken);
    }
}
