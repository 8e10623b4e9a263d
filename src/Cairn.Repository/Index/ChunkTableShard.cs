using Cairn.Repository.Sealing;

namespace Cairn.Repository.Index;

/// <summary>One shard of a <see cref="ChunkTable"/>: entries in pages that never move, found through chained buckets.</summary>
internal sealed class ChunkTableShard
{
    private const int PageBits = 10;
    private const int PageSize = 1 << PageBits;

    private readonly Lock _lock = new();
    private readonly List<Item[]> _pages = [];
    private int[] _buckets = new int[64];
    private int _count;

    public int Count
    {
        get
        {
            lock (_lock)
                return _count;
        }
    }

    public bool TryAdd(in ChunkId id, in ChunkTablePlace place)
    {
        lock (_lock)
        {
            if (IndexOf(id) >= 0)
                return false;
            if (_count == _buckets.Length)
                Grow();
            if (_count >> PageBits == _pages.Count)
                _pages.Add(new Item[PageSize]);
            ref var item = ref ItemAt(_count);
            (item.Id, item.Place) = (id, place);
            Link(_count++);
            return true;
        }
    }

    public bool TryFind(in ChunkId id, out ChunkTablePlace place)
    {
        lock (_lock)
        {
            var index = IndexOf(id);
            place = index < 0 ? default : ItemAt(index).Place;
            return index >= 0;
        }
    }

    public void Get(int index, out ChunkId id, out ChunkTablePlace place)
    {
        lock (_lock)
            (id, place) = (ItemAt(index).Id, ItemAt(index).Place);
    }

    private int IndexOf(in ChunkId id)
    {
        // Buckets and links hold index + 1, so that zeroed memory means "none".
        var index = _buckets[BucketOf(id)] - 1;
        while (index >= 0 && ItemAt(index).Id != id)
            index = ItemAt(index).Next - 1;
        return index;
    }

    private void Grow()
    {
        _buckets = new int[_buckets.Length * 2];
        for (var i = 0; i < _count; i++)
            Link(i);
    }

    private void Link(int index)
    {
        ref var item = ref ItemAt(index);
        ref var bucket = ref _buckets[BucketOf(item.Id)];
        item.Next = bucket;
        bucket = index + 1;
    }

    private int BucketOf(in ChunkId id) => (int)id.Leading & (_buckets.Length - 1);

    private ref Item ItemAt(int index) => ref _pages[index >> PageBits][index & (PageSize - 1)];

    private struct Item
    {
        public ChunkId Id;
        public ChunkTablePlace Place;
        public int Next;
    }
}
