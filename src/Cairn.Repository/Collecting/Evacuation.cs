using System.Security.Cryptography;
using Cairn.Repository.Faults;
using Cairn.Repository.Index;
using Cairn.Repository.ObjectStore;
using Cairn.Repository.Packs;
using Cairn.Repository.Parity;
using Cairn.Repository.Sealing;
using Cairn.Repository.Sessions;

namespace Cairn.Repository.Collecting;

/// <summary>
/// Copies what must stay out of packs that leave: every record that isn't listed as dead and whose chunk has no place elsewhere.
/// The copies are durable and in the index when it returns. <paramref name="leaving"/> are all packs that leave: their places don't
/// count as places elsewhere. A pack that can't be read wholly stays, unless <paramref name="givesUp"/>, for a repair, and it is the same
/// at a second look. One that is lost is had from its parity where that suffices.
/// </summary>
internal sealed class Evacuation(
    BackupRepository repository, PlaceList leaving, bool givesUp, IProgress<CollectionProgress>? progress) : IAsyncDisposable
{
    /// <summary>So many chunks are copied before they are made durable: bounds what is remembered of them.</summary>
    private const int BatchSize = 1 << 18;

    private readonly PackReader _reader = new(repository.Store, repository.Keys);
    private readonly ParityReader _parity = new(repository.Store);
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
        var left = await MoveAllAsync(packs, named, inventory, cancellationToken);
        if (givesUp && left.Count > 0)
        {
            // The disk may have been away just then: nothing is given up of which there is more to be had at a second look.
            _damaged.Clear();
            var again = await MoveAllAsync([.. packs.Where(places => left.ContainsKey(places.Pack))], named, inventory, cancellationToken);
            left = again.Where(seen => seen.Value != left[seen.Key]).ToDictionary();
        }
        return [.. packs.Select(places => places.Pack).Where(pack => !left.ContainsKey(pack))];
    }

    public async ValueTask DisposeAsync()
    {
        _payload.Dispose();
        if (_data is not null)
            await _data.DisposeAsync();
        if (_metadata is not null)
            await _metadata.DisposeAsync();
    }

    /// <summary>Copies, durably, and gives the packs of which not all that must stay was copied, with a digest of what they were then.</summary>
    private async Task<Dictionary<PackId, string>> MoveAllAsync(
        IReadOnlyList<PackPlaces> packs,
        Dictionary<PackId, List<ChunkLocation>> named,
        Inventory inventory,
        CancellationToken cancellationToken)
    {
        var left = new Dictionary<PackId, string>();
        for (var done = 0; done < packs.Count; done++)
        {
            progress?.Report(new CollectionProgress("Rewriting", done, packs.Count));
            var pack = packs[done].Pack;
            if (await MoveAsync(packs[done], named.GetValueOrDefault(pack) ?? [], cancellationToken) is { } digest)
                left.Add(pack, digest);
            if (_copied.Count >= BatchSize)
                await FlushAsync(inventory, cancellationToken);
        }
        await FlushAsync(inventory, cancellationToken);
        return left;
    }

    /// <summary>Null: all that must stay was copied. Else a digest of what the pack was at the last look.</summary>
    private async Task<string?> MoveAsync(PackPlaces places, List<ChunkLocation> named, CancellationToken cancellationToken)
    {
        var name = places.Pack.ObjectName;
        // Twice: it may have been read wrongly.
        for (var attempt = 0; attempt < 2; attempt++)
            if (await repository.Store.FindAsync(name, cancellationToken) is { } found
                && await TryCopyAllAsync(places, found, named, cancellationToken))
                return null;
        for (var attempt = 0; attempt < 2; attempt++)
            if (await _parity.FindHealedAsync(
                    name, await repository.Store.FindAsync(name, cancellationToken) ?? [], cancellationToken) is { } healed
                && await TryCopyAllAsync(places, healed.Content, named, cancellationToken))
                return null;
        if (await repository.Store.FindAsync(name, cancellationToken) is not { } content)
            // It is lost, or another collector has decided that it goes, and then that holds.
            return "";
        var before = _damaged.Count;
        var digest = Convert.ToHexString(SHA256.HashData(content));
        await CopyAsync(places, content, named, damage => _damaged.Add(damage.Message), cancellationToken);
        return _damaged.Count == before ? null : digest;
    }

    private async Task<bool> TryCopyAllAsync(
        PackPlaces places, byte[] content, List<ChunkLocation> named, CancellationToken cancellationToken)
    {
        try
        {
            await CopyAsync(places, content, named, damage => throw damage, cancellationToken);
            return true;
        }
        catch (RepositoryDamagedException)
        {
            return false;
        }
    }

    private async Task CopyAsync(
        PackPlaces places,
        byte[] content,
        List<ChunkLocation> named,
        Action<RepositoryDamagedException> onDamage,
        CancellationToken cancellationToken)
    {
        if (Try(() => _reader.OpenKey(places.Pack, content), onDamage) is not { } key)
            return;
        var records = Try(() => _reader.OpenTable(places.Pack, key, content), onDamage) ?? PackReader.Scan(places.Pack, content);
        foreach (var record in records.Records.UnionBy(RecordsAt(named, content), record => record.Offset))
        {
            var id = record.Header.Id;
            if (!places.Contains(record.Offset) && !_copied.Contains(id) && !await IsElsewhereAsync(id, cancellationToken)
                && Try(() => new Payload(_payload.Open(places.Pack, key, record, content)), onDamage) is { } payload)
                await CopyAsync(record.Header, payload.Bytes, cancellationToken);
        }
    }

    private async Task CopyAsync(RecordHeader header, ReadOnlyMemory<byte> payload, CancellationToken cancellationToken)
    {
        var packs = header.Kind == ChunkKind.Data ? _data! : _metadata!;
        await packs.AppendAsync(header.Kind, header.Id, header.Encoding, header.PlainLength, payload, cancellationToken);
        _copied.Add(header.Id);
        BytesCopied += header.RecordLength;
    }

    private async ValueTask<bool> IsElsewhereAsync(ChunkId id, CancellationToken cancellationToken) =>
        _elsewhere.TryFindLocation(id, out var place)
        && await PlaceProof.IsSoundAsync(repository, place, id, cancellationToken);

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

    private static IEnumerable<PackedRecord> RecordsAt(List<ChunkLocation> places, byte[] content)
    {
        foreach (var place in places)
            if (place.Offset < content.Length && RecordHeader.TryRead(content.AsSpan(place.Offset), out var header))
                yield return new PackedRecord(place.Offset, header);
    }

    private static T? Try<T>(Func<T> read, Action<RepositoryDamagedException> onDamage) where T : class
    {
        try
        {
            return read();
        }
        catch (RepositoryDamagedException damage)
        {
            onDamage(damage);
            return null;
        }
    }

    private sealed record Payload(ReadOnlyMemory<byte> Bytes);
}
