using Cairn.Repository.ObjectStore;
using Cairn.Repository.Packs;
using Cairn.Repository.Sealing;

namespace Cairn.Repository.Sessions;

/// <summary>
/// The packs of one content that a session has open. Each worker takes one at random, adds a record and puts it back, so that
/// workers don't wait for each other and neighbours in a file aren't neighbours in a pack. A full pack is written by the worker
/// that filled it. At most <paramref name="limit"/> packs are in memory.
/// </summary>
internal sealed class OpenPacks(BackupRepository repository, PackContent content, int limit, Action<PackedRecords> written)
    : IDisposable
{
    private readonly SemaphoreSlim _places = new(limit);
    private readonly Lock _lock = new();
    private readonly List<PackWriter> _idle = [];
    private readonly Stack<byte[]> _buffers = [];

    /// <summary>Packs that exist: idle, taken or being written.</summary>
    private int _open;

    public async ValueTask AppendAsync(
        ChunkKind kind,
        ChunkId id,
        RecordEncoding encoding,
        int plainLength,
        ReadOnlyMemory<byte> payload,
        CancellationToken cancellationToken)
    {
        await _places.WaitAsync(cancellationToken);
        try
        {
            var pack = Take();
            pack.Append(kind, id, encoding, plainLength, payload.Span);
            if (pack.IsFull)
                await WriteAsync(pack, cancellationToken);
            else
                PutBack(pack);
        }
        finally
        {
            _places.Release();
        }
    }

    /// <summary>
    /// Writes all open packs. One caller at a time; records that are added meanwhile may or may not be among them.
    /// </summary>
    public async Task FlushAsync(CancellationToken cancellationToken)
    {
        for (var i = 0; i < limit; i++)
            await _places.WaitAsync(cancellationToken);
        try
        {
            while (TakeIdle() is { } pack)
                await WriteAsync(pack, cancellationToken);
        }
        finally
        {
            _places.Release(limit);
        }
    }

    public void Dispose()
    {
        _places.Dispose();
        foreach (var pack in _idle)
            pack.Dispose();
    }

    private PackWriter Take()
    {
        lock (_lock)
        {
            // A small session should leave few small packs, a large one scatter its chunks.
            var enough = _open == limit || _idle.Count > 0 && _idle.TrueForAll(pack => pack.Length < repository.Config.PackSize / 4);
            if (enough && TakeIdle() is { } pack)
                return pack;
            _open++;
            var target = repository.Config.PackSize;
            if (!_buffers.TryPop(out var buffer))
                buffer = GC.AllocateUninitializedArray<byte>(PackWriter.BufferSize(target));
            return new PackWriter(repository.Keys, content, buffer, target);
        }
    }

    private PackWriter? TakeIdle()
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

    private void PutBack(PackWriter pack)
    {
        lock (_lock)
            _idle.Add(pack);
    }

    private async Task WriteAsync(PackWriter pack, CancellationToken cancellationToken)
    {
        using (pack)
        {
            var content = pack.Complete();
            await repository.Store.PutOwnAsync(pack.Id.ObjectName, content, cancellationToken);
            await repository.Parity.WriteAsync(pack.Id.ObjectName, content, cancellationToken);
            written(pack.Contents);
            lock (_lock)
            {
                _buffers.Push(pack.Buffer);
                _open--;
            }
        }
    }
}
