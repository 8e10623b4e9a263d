using System.Buffers;
using System.Collections.Concurrent;
using Cairn.Repository.Faults;
using Cairn.Repository.Index;
using Cairn.Repository.ObjectStore;
using Cairn.Repository.Parity;
using Cairn.Repository.Sealing;

namespace Cairn.Repository.Packs;

/// <summary>Reads single chunks by id, verified and if need be healed. Safe for use by several threads.</summary>
internal sealed class ChunkReader(IObjectStore store, KeyRing keys, ChunkIndex index, PackHealing healing)
{
    // Opening a pack's key costs a read and a curve operation (some 60 µs): worth keeping for the packs in use.
    private const int KeptKeys = 4096;

    private readonly PackReader _packs = new(store, keys);
    private readonly RecordOpener _opener = new(keys);
    private readonly ConcurrentDictionary<PackId, byte[]> _keys = [];

    /// <exception cref="RepositoryDamagedException">The chunk is in no pack, or isn't what was stored.</exception>
    public async ValueTask<ChunkBuffer> ReadAsync(ChunkId id, ChunkKind kind, CancellationToken cancellationToken)
    {
        var location = await index.FindAsync(id, cancellationToken)
            ?? throw new RepositoryDamagedException($"chunk {id}", null, "the index has no place for it");
        try
        {
            return await ReadAsync(location, id, kind, cancellationToken);
        }
        catch (RepositoryDamagedException)
        {
            if (await TryReadHealedAsync(location, id, kind, cancellationToken) is not { } chunk)
                throw;
            return chunk;
        }
    }

    private async ValueTask<ChunkBuffer> ReadAsync(
        ChunkLocation location, ChunkId id, ChunkKind kind, CancellationToken cancellationToken)
    {
        var name = location.Pack.ObjectName;
        var record = ArrayPool<byte>.Shared.Rent(location.RecordLength);
        try
        {
            var packKey = await KeyAsync(location.Pack, cancellationToken);
            var bytes = record.AsMemory(0, location.RecordLength);
            await store.ReadAsync(name, location.Offset, bytes, cancellationToken);
            return Open(location, id, kind, packKey, bytes.Span);
        }
        catch (ObjectNotFoundException e)
        {
            throw new RepositoryDamagedException(name, null, "it is missing", e);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(record);
        }
    }

    private async ValueTask<ChunkBuffer?> TryReadHealedAsync(
        ChunkLocation location, ChunkId id, ChunkKind kind, CancellationToken cancellationToken)
    {
        var pack = location.Pack;
        if (await healing.TryReadAsync(pack, 0, PackFormat.HeaderSize, cancellationToken) is not { } header
            || await healing.TryReadAsync(pack, location.Offset, location.RecordLength, cancellationToken) is not { } record)
            return null;
        return Open(location, id, kind, _packs.OpenKey(pack, header.Span), record.Span);
    }

    private ChunkBuffer Open(ChunkLocation location, ChunkId id, ChunkKind kind, byte[] packKey, ReadOnlySpan<byte> record)
    {
        var (pack, offset) = (location.Pack, location.Offset);
        if (!RecordHeader.TryRead(record, out var header) || header.RecordLength != location.RecordLength
            || header.Id != id || header.Kind != kind)
            throw new RepositoryDamagedException(pack.ObjectName, offset, $"chunk {id} isn't here, though the index says so");
        var chunk = new ChunkBuffer(header.PlainLength);
        try
        {
            _opener.Open(pack, packKey, offset, header, record, chunk.Memory.Span);
            return chunk;
        }
        catch
        {
            chunk.Dispose();
            throw;
        }
    }

    private async ValueTask<byte[]> KeyAsync(PackId pack, CancellationToken cancellationToken)
    {
        if (_keys.TryGetValue(pack, out var known))
            return known;
        var key = await _packs.ReadKeyAsync(pack, cancellationToken);
        if (_keys.Count >= KeptKeys)
            _keys.Clear();
        _keys[pack] = key;
        return key;
    }
}
