using Cairn.Repository.Faults;
using Cairn.Repository.Index;
using Cairn.Repository.ObjectStore;
using Cairn.Repository.Packs;
using Cairn.Repository.Sealing;
using Cairn.Repository.Sessions;

namespace Cairn.Repository.Collecting;

/// <summary>
/// Copies what must stay out of packs that leave: every record that isn't listed as dead and whose chunk has no place elsewhere.
/// The copies are durable and in the index when it returns. <paramref name="leaving"/> are all packs that leave: their places don't
/// count as places elsewhere. A pack that can't be read wholly stays, unless <paramref name="givesUp"/>, for a repair.
/// </summary>
internal sealed class Evacuation(
    BackupRepository repository, PlaceList leaving, bool givesUp, IProgress<CollectionProgress>? progress) : IAsyncDisposable
{
    /// <summary>So many chunks are copied before they are made durable: bounds what is remembered of them.</summary>
    private const int BatchSize = 1 << 18;

    private readonly PackReader _reader = new(repository.Store, repository.Keys);
    private readonly RecordPayload _payload = new(repository.Keys);
    private readonly List<PackedRecords> _durable = [];
    private readonly HashSet<ChunkId> _copied = [];
    private readonly List<string> _damaged = [];
    private IndexView _elsewhere = IndexView.Empty;
    private OpenPacks? _data, _metadata;

    /// <summary>Bytes of records that were copied.</summary>
    public long BytesCopied { get; private set; }

    /// <summary>What can't be read, in words.</summary>
    public IReadOnlyList<string> Damaged => _damaged;

    /// <summary>The packs among <paramref name="packs"/> that may be deleted now.</summary>
    public async Task<IReadOnlyList<PackId>> RunAsync(
        IReadOnlyList<PackPlaces> packs, Inventory inventory, CancellationToken cancellationToken)
    {
        var named = givesUp ? PlacesIn(packs, inventory) : [];
        _data = new OpenPacks(repository, PackContent.Data, 1, _durable.Add);
        _metadata = new OpenPacks(repository, PackContent.Metadata, 1, _durable.Add);
        Look(inventory);
        var empty = new List<PackId>();
        foreach (var places in packs)
        {
            progress?.Report(new CollectionProgress("Rewriting", empty.Count, packs.Count));
            if (await MoveAsync(places, named.GetValueOrDefault(places.Pack) ?? [], cancellationToken) || givesUp)
                empty.Add(places.Pack);
            if (_copied.Count >= BatchSize)
                await FlushAsync(inventory, cancellationToken);
        }
        await FlushAsync(inventory, cancellationToken);
        return empty;
    }

    public async ValueTask DisposeAsync()
    {
        _payload.Dispose();
        if (_data is not null)
            await _data.DisposeAsync();
        if (_metadata is not null)
            await _metadata.DisposeAsync();
    }

    /// <summary>Whether all that must stay was copied.</summary>
    private async Task<bool> MoveAsync(PackPlaces places, List<ChunkLocation> named, CancellationToken cancellationToken)
    {
        var pack = places.Pack;
        if (await repository.Store.FindAsync(pack.ObjectName, cancellationToken) is not { } content)
            // Another collector has done it.
            return true;
        var before = _damaged.Count;
        if (!TryOpen(pack, content, out var key))
            return false;
        foreach (var record in RecordsOf(pack, key, content).UnionBy(RecordsAt(named, content), record => record.Offset))
        {
            var id = record.Header.Id;
            if (places.Contains(record.Offset) || _elsewhere.Contains(id) || _copied.Contains(id))
                continue;
            if (TryRead(pack, key, record, content, out var payload))
                await CopyAsync(record.Header, payload, cancellationToken);
        }
        return _damaged.Count == before;
    }

    private async Task CopyAsync(RecordHeader header, ReadOnlyMemory<byte> payload, CancellationToken cancellationToken)
    {
        var packs = header.Kind == ChunkKind.Data ? _data! : _metadata!;
        await packs.AppendAsync(header.Kind, header.Id, header.Encoding, header.PlainLength, payload, cancellationToken);
        _copied.Add(header.Id);
        BytesCopied += header.RecordLength;
    }

    private async Task FlushAsync(Inventory inventory, CancellationToken cancellationToken)
    {
        await _data!.FlushAsync(cancellationToken);
        await _metadata!.FlushAsync(cancellationToken);
        await repository.Index.AddAsync(_durable, cancellationToken);
        _durable.Clear();
        _copied.Clear();
        Look(inventory);
    }

    private void Look(Inventory inventory) => _elsewhere = repository.Index.View.Without(
        place => inventory.Missing.Contains(place.Pack) || leaving.Find(place.Pack) is not null);

    /// <summary>What the index says is in these packs: where a pack doesn't know itself any more, its records are found so.</summary>
    private static Dictionary<PackId, List<ChunkLocation>> PlacesIn(IReadOnlyList<PackPlaces> packs, Inventory inventory)
    {
        var found = packs.ToDictionary(places => places.Pack, _ => new List<ChunkLocation>());
        foreach (var entry in inventory.Index.Entries())
            found.GetValueOrDefault(entry.Location.Pack)?.Add(entry.Location);
        return found;
    }

    private bool TryOpen(PackId pack, byte[] content, out byte[] key)
    {
        try
        {
            key = _reader.OpenKey(pack, content);
            return true;
        }
        catch (RepositoryDamagedException e)
        {
            key = [];
            _damaged.Add(e.Message);
            return false;
        }
    }

    private IReadOnlyList<PackedRecord> RecordsOf(PackId pack, byte[] key, byte[] content)
    {
        try
        {
            return _reader.OpenTable(pack, key, content).Records;
        }
        catch (RepositoryDamagedException e)
        {
            _damaged.Add(e.Message);
            return PackReader.Scan(pack, content).Records;
        }
    }

    private static IEnumerable<PackedRecord> RecordsAt(List<ChunkLocation> places, byte[] content)
    {
        foreach (var place in places)
            if (place.Offset < content.Length && RecordHeader.TryRead(content.AsSpan(place.Offset), out var header))
                yield return new PackedRecord(place.Offset, header);
    }

    private bool TryRead(PackId pack, byte[] key, PackedRecord record, byte[] content, out ReadOnlyMemory<byte> payload)
    {
        try
        {
            payload = _payload.Open(pack, key, record, content);
            return true;
        }
        catch (RepositoryDamagedException e)
        {
            payload = default;
            _damaged.Add(e.Message);
            return false;
        }
    }
}
