using System.Buffers;
using Cairn.Repository.Faults;
using Cairn.Repository.Index;
using Cairn.Repository.ObjectStore;
using Cairn.Repository.Parity;
using Cairn.Repository.Sealing;

namespace Cairn.Repository.Packs;

/// <summary>Reads single chunks by id, verified and if need be healed. Safe for use by several threads.</summary>
internal sealed class ChunkReader(IObjectStore store, KeyRing keys, ChunkIndex index, PackHealing healing)
{
    private readonly PackReader _packs = new(store, keys);
    private readonly PackKeys _packKeys = new(new PackReader(store, keys));
    private readonly OpenPackFiles _files = new(store);
    private readonly RecordOpener _opener = new(keys);

    /// <exception cref="RepositoryDamagedException">The chunk is in no pack, or isn't what was stored.</exception>
    public async ValueTask<ChunkBuffer> ReadAsync(ChunkId id, ChunkKind kind, CancellationToken cancellationToken)
    {
        var location = await LocateAsync(id, cancellationToken);
        return await ReadAsync(location, id, kind, cancellationToken);
    }

    /// <summary>Reads a chunk from that place first.</summary>
    /// <exception cref="RepositoryDamagedException">It can't be had from there, nor from elsewhere.</exception>
    public async ValueTask<ChunkBuffer> ReadAsync(
        ChunkLocation location, ChunkId id, ChunkKind kind, CancellationToken cancellationToken)
    {
        try
        {
            return await ReadPlaceAsync(location, id, kind, cancellationToken);
        }
        catch (RepositoryDamagedException)
        {
            if (await ReadElsewhereAsync(location, id, kind, cancellationToken) is not { } chunk)
                throw;
            return chunk;
        }
    }

    /// <summary>One place of a chunk.</summary>
    /// <exception cref="RepositoryDamagedException">The chunk is in no pack.</exception>
    public async ValueTask<ChunkLocation> LocateAsync(ChunkId id, CancellationToken cancellationToken) =>
        await index.FindAsync(id, cancellationToken)
        ?? throw new RepositoryDamagedException($"chunk {id}", null, "the index has no place for it");

    public ValueTask<PackKey> KeyAsync(PackId pack, CancellationToken cancellationToken) =>
        _packKeys.GetAsync(pack, cancellationToken);

    /// <summary>Opens the chunk's record, which was read from where the index says that it is.</summary>
    /// <exception cref="RepositoryDamagedException">It isn't that chunk's record, or was altered.</exception>
    public ChunkBuffer Open(in ChunkLocation location, ChunkId id, ChunkKind kind, PackKey packKey, ReadOnlySpan<byte> record)
    {
        var (pack, offset) = (location.Pack, location.Offset);
        if (!RecordHeader.TryRead(record, out var header) || header.RecordLength != location.RecordLength
            || header.Id != id || header.Kind != kind)
            throw new RepositoryDamagedException(pack.ObjectName, offset, $"chunk {id} isn't here, though the index says so");
        var chunk = new ChunkBuffer(header.PlainLength);
        var cipher = packKey.Rent();
        try
        {
            _opener.Open(pack, cipher, offset, header, record, chunk.Memory.Span);
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

    private async ValueTask<ChunkBuffer> ReadPlaceAsync(
        ChunkLocation location, ChunkId id, ChunkKind kind, CancellationToken cancellationToken)
    {
        var record = ArrayPool<byte>.Shared.Rent(location.RecordLength);
        try
        {
            var bytes = record.AsMemory(0, location.RecordLength);
            // Data is read in large pieces and once; trees and lists are small, and neighbours.
            if (kind == ChunkKind.Data || !_files.TryRead(location.Pack, location.Offset, bytes.Span))
                await store.ReadAsync(location.Pack.ObjectName, location.Offset, bytes, cancellationToken);
            return Open(location, id, kind, await KeyAsync(location.Pack, cancellationToken), bytes.Span);
        }
        catch (ObjectNotFoundException e)
        {
            throw new RepositoryDamagedException(location.Pack.ObjectName, null, "it is missing", e);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(record);
        }
    }

    /// <summary>
    /// What a chunk can still be had from when its first place fails: its other places, those that the store's newest index knows
    /// (the chunk may have been moved meanwhile), and parity. Null: from nothing.
    /// </summary>
    private async ValueTask<ChunkBuffer?> ReadElsewhereAsync(
        ChunkLocation failed, ChunkId id, ChunkKind kind, CancellationToken cancellationToken)
    {
        List<ChunkLocation> tried = [failed];
        for (var isRefreshed = false; ; isRefreshed = true)
        {
            var view = index.View;
            foreach (var location in view.NumbersOf(id).Select(view.PlaceAt).Where(place => !tried.Contains(place)))
            {
                tried.Add(location);
                if (await AttemptAsync(() => ReadPlaceAsync(location, id, kind, cancellationToken)!) is { } chunk)
                    return chunk;
            }
            if (isRefreshed)
                break;
            await index.RefreshAsync(null, cancellationToken);
        }
        foreach (var location in tried)
            if (await AttemptAsync(() => TryReadHealedAsync(location, id, kind, cancellationToken)) is { } chunk)
                return chunk;
        return null;
    }

    private static async ValueTask<ChunkBuffer?> AttemptAsync(Func<ValueTask<ChunkBuffer?>> read)
    {
        try
        {
            return await read();
        }
        catch (RepositoryDamagedException)
        {
            return null;
        }
    }

    private async ValueTask<ChunkBuffer?> TryReadHealedAsync(
        ChunkLocation location, ChunkId id, ChunkKind kind, CancellationToken cancellationToken)
    {
        var pack = location.Pack;
        if (await healing.TryReadAsync(pack, 0, PackFormat.HeaderSize, cancellationToken) is not { } header
            || await healing.TryReadAsync(pack, location.Offset, location.RecordLength, cancellationToken) is not { } record)
            return null;
        return Open(location, id, kind, new PackKey(_packs.OpenKey(pack, header.Span)), record.Span);
    }
}
