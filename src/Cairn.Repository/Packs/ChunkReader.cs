using System.Buffers;
using Cairn.Repository.Faults;
using Cairn.Repository.Index;
using Cairn.Repository.ObjectStore;
using Cairn.Repository.Parity;
using Cairn.Repository.Sealing;

namespace Cairn.Repository.Packs;

/// <summary>Reads single chunks by id, verified and if need be healed. Safe for use by several threads.</summary>
internal sealed class ChunkReader
{
    private readonly IObjectStore _store;
    private readonly ChunkIndex _index;
    private readonly RecordOpener _opener;
    private readonly PackReader _packs;
    private readonly PackKeys _packKeys;
    private readonly PackHealing _healing;

    public ChunkReader(IObjectStore store, KeyRing keys, ChunkIndex index, PackHealing healing)
    {
        (_store, _index, _opener, _healing) = (store, index, new RecordOpener(keys), healing);
        _packs = new PackReader(store, keys);
        _packKeys = new PackKeys(_packs);
    }

    /// <exception cref="RepositoryDamagedException">The chunk is in no pack, or isn't what was stored.</exception>
    public async ValueTask<ChunkBuffer> ReadAsync(ChunkId id, ChunkKind kind, CancellationToken cancellationToken)
    {
        var location = await LocateAsync(id, cancellationToken);
        return await ReadAsync(location, id, kind, cancellationToken);
    }

    /// <summary>Reads a chunk from one of its places.</summary>
    public async ValueTask<ChunkBuffer> ReadAsync(
        ChunkLocation location, ChunkId id, ChunkKind kind, CancellationToken cancellationToken)
    {
        try
        {
            return await ReadPlaceAsync(location, id, kind, cancellationToken);
        }
        catch (RepositoryDamagedException)
        {
            if (await TryReadHealedAsync(location, id, kind, cancellationToken) is not { } chunk)
                throw;
            return chunk;
        }
    }

    private async ValueTask<ChunkBuffer> ReadPlaceAsync(
        ChunkLocation location, ChunkId id, ChunkKind kind, CancellationToken cancellationToken)
    {
        var name = location.Pack.ObjectName;
        var record = ArrayPool<byte>.Shared.Rent(location.RecordLength);
        try
        {
            var bytes = record.AsMemory(0, location.RecordLength);
            await _store.ReadAsync(name, location.Offset, bytes, cancellationToken);
            var packKey = await _packKeys.GetAsync(location.Pack, cancellationToken);
            return Open(location, packKey, id, kind, bytes.Span);
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
        if (await _healing.TryReadAsync(pack, 0, PackFormat.HeaderSize, cancellationToken) is not { } header
            || await _healing.TryReadAsync(pack, location.Offset, location.RecordLength, cancellationToken) is not { } record)
            return null;
        return Open(location, new PackKey(_packs.OpenKey(pack, header.Span)), id, kind, record.Span);
    }

    /// <exception cref="RepositoryDamagedException">The chunk is in no pack.</exception>
    public async ValueTask<ChunkLocation> LocateAsync(ChunkId id, CancellationToken cancellationToken) =>
        await _index.FindAsync(id, cancellationToken)
        ?? throw new RepositoryDamagedException($"chunk {id}", null, "the index has no place for it");

    public ValueTask<PackKey> KeyAsync(PackId pack, CancellationToken cancellationToken) => _packKeys.GetAsync(pack, cancellationToken);

    /// <summary>Opens the chunk's record, which was read from where the index says that it is.</summary>
    /// <exception cref="RepositoryDamagedException">It isn't that chunk's record, or was altered.</exception>
    public ChunkBuffer Open(in ChunkLocation location, PackKey packKey, ChunkId id, ChunkKind kind, ReadOnlySpan<byte> record)
    {
        if (!RecordHeader.TryRead(record, out var header) || header.RecordLength != location.RecordLength
            || header.Id != id || header.Kind != kind)
            throw new RepositoryDamagedException(
                location.Pack.ObjectName, location.Offset, $"chunk {id} isn't here, though the index says so");
        var chunk = new ChunkBuffer(header.PlainLength);
        var cipher = packKey.Rent();
        try
        {
            _opener.Open(location.Pack, cipher, location.Offset, header, record, chunk.Memory.Span);
            return chunk;
        }
        catch
        {
            chunk.Dispose();
            throw;
        }
        finally
        {
            packKey.Return(cipher);
        }
    }
}
