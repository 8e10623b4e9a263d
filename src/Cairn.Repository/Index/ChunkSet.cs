using Cairn.Repository.Sealing;

namespace Cairn.Repository.Index;

/// <summary>
/// Chunk ids in memory, some 60 bytes each, no object for each. Split in shards by the ids' leading bits, so that workers seldom
/// meet. Safe for use by several threads.
/// </summary>
internal sealed class ChunkSet
{
    private const int ShardBits = 4;

    private readonly HashSet<ChunkId>[] _shards = new HashSet<ChunkId>[1 << ShardBits];

    public ChunkSet()
    {
        for (var i = 0; i < _shards.Length; i++)
            _shards[i] = [];
    }

    public long Count => _shards.Sum(shard => (long)shard.Count);

    /// <summary>False, and nothing changed, when the id is there already.</summary>
    public bool TryAdd(in ChunkId id)
    {
        var shard = ShardOf(id);
        lock (shard)
            return shard.Add(id);
    }

    public bool Contains(in ChunkId id)
    {
        var shard = ShardOf(id);
        lock (shard)
            return shard.Contains(id);
    }

    public void Remove(in ChunkId id)
    {
        var shard = ShardOf(id);
        lock (shard)
            shard.Remove(id);
    }

    private HashSet<ChunkId> ShardOf(in ChunkId id) => _shards[id.Leading >> (64 - ShardBits)];
}
