using BenchmarkDotNet.Attributes;
using Cairn.Repository.Index;
using Cairn.Repository.Packs;
using Cairn.Repository.Sealing;

namespace Cairn.Benchmarks;

/// <summary>
/// Looking chunks up in an index of a million. Everything is in the processor's caches here; <see cref="LargeIndex"/> shows what it
/// takes when nothing is.
/// </summary>
[MemoryDiagnoser]
public class IndexBenchmarks
{
    private const int Chunks = 1 << 20;
    private const int Asked = 1 << 12;

    private readonly ChunkId[] _hits = new ChunkId[Asked];
    private readonly ChunkId[] _misses = new ChunkId[Asked];
    private IndexView _view = IndexView.Empty;
    private ChunkSet _set = new();

    [Params(1, 8)]
    public int Segments { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        var random = new Random(1);
        var ids = Enumerable.Range(0, Chunks).Select(_ => Data.Id(random)).ToArray();
        for (var i = 0; i < Asked; i++)
            (_hits[i], _misses[i]) = (ids[random.Next(Chunks)], Data.Id(random));
        _view = new IndexView(ids.Chunk(Chunks / Segments).Select(Segment));
        foreach (var id in ids)
            _set.TryAdd(id);
    }

    [Benchmark(OperationsPerInvoke = Asked)]
    public int Hits() => Count(_hits);

    [Benchmark(OperationsPerInvoke = Asked)]
    public int Misses() => Count(_misses);

    /// <summary>For comparison: the same in a hash table on the heap.</summary>
    [Benchmark(Baseline = true, OperationsPerInvoke = Asked)]
    public int HashTable() => _hits.Count(id => _set.Contains(id));

    private int Count(ChunkId[] ids)
    {
        var found = 0;
        foreach (var id in ids)
            found += _view.Contains(id) ? 1 : 0;
        return found;
    }

    private static MappedSegment Segment(ChunkId[] ids)
    {
        var name = IndexSegment.NewName(Data.Keys.Random);
        var records = ids.Select((id, i) =>
            (new PackId((UInt128)(i / 16)), new PackedRecord(96, new RecordHeader(ChunkKind.Data, RecordEncoding.Raw, 1, 17, id))));
        return MappedSegment.Open(MappedFile.Copy(name, IndexSegment.Encode(name, Data.Keys, [.. records])), Data.Keys);
    }
}
