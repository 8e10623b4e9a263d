using System.Runtime.ExceptionServices;
using Cairn.Repository.ObjectStore;
using Cairn.Repository.Packs;
using Cairn.Repository.Sealing;

namespace Cairn.Repository.Sessions;

/// <summary>
/// The packs of one content that a session has open. Each worker takes one at random, adds a record and puts it back, so that
/// workers don't wait for each other and neighbours in a file aren't neighbours in a pack. A full pack is written behind the
/// workers' backs. At most <paramref name="limit"/> packs are in memory.
/// </summary>
internal sealed class OpenPacks(BackupRepository repository, PackContent content, int limit, Action<PackedRecords> written)
    : IAsyncDisposable
{
    private readonly int _target = repository.Config.FullPack(content);

    /// <summary>One is held while a pack is taken, and while it is being written.</summary>
    private readonly SemaphoreSlim _places = new(limit);
    private readonly Lock _lock = new();
    private readonly List<OpenPack> _idle = [];
    private readonly Stack<Memory<byte>> _buffers = [];
    private ExceptionDispatchInfo? _failure;

    /// <summary>Packs that exist: idle, taken or being written.</summary>
    private int _open;

    /// <summary>Adds a record. What it throws may be why an earlier pack couldn't be written.</summary>
    public async ValueTask AppendAsync(
        ChunkKind kind,
        ChunkId id,
        RecordEncoding encoding,
        int plainLength,
        ReadOnlyMemory<byte> payload,
        CancellationToken cancellationToken)
    {
        await _places.WaitAsync(cancellationToken);
        var isFull = false;
        try
        {
            _failure?.Throw();
            var pack = Take();
            pack.Writer.Append(kind, id, encoding, plainLength, payload.Span);
            isFull = pack.Writer.IsFull;
            if (!isFull)
                PutBack(pack);
            else if (WriteBehindAsync(pack, cancellationToken) is { IsCompleted: true } done)
                await done;
        }
        finally
        {
            if (!isFull)
                _places.Release();
        }
    }

    /// <summary>
    /// Writes all open packs. One caller at a time; records that are added meanwhile may or may not be among them.
    /// </summary>
    public async Task FlushAsync(CancellationToken cancellationToken)
    {
        var held = 0;
        try
        {
            for (; held < limit; held++)
                await _places.WaitAsync(cancellationToken);
            _failure?.Throw();
            var writing = new List<Task>();
            while (TakeIdle() is { } pack)
                writing.Add(WriteAsync(pack, cancellationToken));
            await Task.WhenAll(writing);
        }
        finally
        {
            if (held > 0)
                _places.Release(held);
        }
    }

    /// <summary>Waits for the packs that are being written, and forgets the others.</summary>
    public async ValueTask DisposeAsync()
    {
        for (var held = 0; held < limit; held++)
            await _places.WaitAsync();
        foreach (var pack in _idle)
            pack.Writer.Dispose();
        _places.Dispose();
    }

    private OpenPack Take()
    {
        lock (_lock)
        {
            // A small session should leave few small packs, a large one scatter its chunks.
            var enough = _open == limit
                || _idle.Count > 0 && _idle.TrueForAll(pack => pack.Writer.Length < _target / 4);
            if (enough && TakeIdle() is { } pack)
                return pack;
            _open++;
            if (!_buffers.TryPop(out var buffer))
                buffer = AlignedMemory.Allocate(PackWriter.BufferSize(_target));
            return new OpenPack(new PackWriter(repository.Keys, content, buffer, _target), buffer);
        }
    }

    private OpenPack? TakeIdle()
    {
        lock (_lock)
        {
            if (_idle.Count == 0)
                return null;
            var index = repository.Random.Choose(_idle.Count);
            var pack = _idle[index];
            _idle.RemoveAt(index);
            return pack;
        }
    }

    private void PutBack(OpenPack pack)
    {
        lock (_lock)
            _idle.Add(pack);
    }

    /// <summary>Writes a pack and then releases its place. If that fails, every later call fails.</summary>
    private async Task WriteBehindAsync(OpenPack pack, CancellationToken cancellationToken)
    {
        try
        {
            await WriteAsync(pack, cancellationToken);
        }
        catch (Exception exception)
        {
            Interlocked.CompareExchange(ref _failure, ExceptionDispatchInfo.Capture(exception), null);
            throw;
        }
        finally
        {
            _places.Release();
        }
    }

    private async Task WriteAsync(OpenPack open, CancellationToken cancellationToken)
    {
        using var pack = open.Writer;
        try
        {
            var content = pack.Complete();
            await repository.Store.PutOwnAsync(pack.Id.ObjectName, content, cancellationToken);
            await repository.Parity.WriteAsync(pack.Id.ObjectName, content, cancellationToken);
            written(pack.Contents);
        }
        finally
        {
            lock (_lock)
            {
                _buffers.Push(open.Buffer);
                _open--;
            }
        }
    }

    private sealed record OpenPack(PackWriter Writer, Memory<byte> Buffer);
}
