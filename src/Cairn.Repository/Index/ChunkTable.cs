using Cairn.Repository.Sealing;

namespace Cairn.Repository.Index;

/// <summary>
/// Chunk ids with their places, in memory: about 58 bytes a chunk, no object for each. Split in shards by the ids' leading bits,
/// so that workers seldom meet. Safe for use by several threads; entries are only ever added.
/// </summary>
internal sealed class ChunkTable
{
    private const int ShardBits = 4;

    private readonly ChunkTableShard[] _shards = new ChunkTableShard[1 << ShardBits];
    private readonly PackNumbers _packs = new();

    public ChunkTable()
    {
        for (var i = 0; i < _shards.Length; i++)
            _shards[i] = new ChunkTableShard();
    }

    public long Count => _shards.Sum(shard => (long)shard.Count);

    /// <summary>False, and nothing changed, when the id is there already.</summary>
    public bool TryAdd(in ChunkId id, in ChunkLocation location) => ShardOf(id).TryAdd(id, new ChunkTablePlace
    {
        Pack = _packs.NumberOf(location.Pack),
        Offset = (uint)location.Offset,
        SealedLength = location.SealedLength,
        PlainLength = location.PlainLength,
        Kind = location.Kind,
    });

    public bool Contains(in ChunkId id) => ShardOf(id).TryFind(id, out _);

    public bool TryFind(in ChunkId id, out ChunkLocation location)
    {
        var found = ShardOf(id).TryFind(id, out var place);
        location = found ? LocationOf(place) : default;
        return found;
    }

    /// <summary>All entries that were there when their shard was reached.</summary>
    public IEnumerable<(ChunkId Id, ChunkLocation Location)> All()
    {
        foreach (var shard in _shards)
            for (var i = 0; i < shard.Count; i++)
            {
                shard.Get(i, out var id, out var place);
                yield return (id, LocationOf(place));
            }
    }

    private ChunkTableShard ShardOf(in ChunkId id) => _shards[id.Leading >> (64 - ShardBits)];

    private ChunkLocation LocationOf(in ChunkTablePlace place) =>
        new(_packs[place.Pack], place.Offset, place.SealedLength, place.PlainLength, place.Kind);
}
