using Cairn.Repository.Index;
using Cairn.Repository.Packs;
using Cairn.Repository.Sealing;
using Cairn.Repository.Tests.Support;
using CsCheck;

namespace Cairn.Repository.Tests.Index;

/// <summary>Records that are nowhere, and segments that name them.</summary>
internal static class IndexSample
{
    /// <summary>Up to 3,000 records in a few packs; some chunks twice.</summary>
    public static Gen<(PackId Pack, PackedRecord Record)[]> Records { get; } =
        Gen.Select(Generate.ChunkId, Gen.Int[0, 5], Gen.Int[1, 16 << 20], Gen.Int[1, 3], Gen.Int[1, 2]).Array[0, 2000]
            .Select(records => records.SelectMany((record, i) => Enumerable.Range(0, record.Item5).Select(copy =>
                Record(record.Item1, record.Item2, 96 + 20_000 * i + copy, record.Item3, (ChunkKind)record.Item4))).ToArray());

    public static (PackId Pack, PackedRecord Record) Record(ChunkId id, int pack, int offset, int length, ChunkKind kind) =>
        (new PackId((UInt128)pack), new PackedRecord(offset, new RecordHeader(kind, RecordEncoding.Raw, length, length + 16, id)));

    public static MappedSegment Segment(KeyRing keys, IReadOnlyCollection<(PackId Pack, PackedRecord Record)> records)
    {
        var name = IndexSegment.NewName(RandomSource.System);
        return MappedSegment.Open(MappedFile.Copy(name, IndexSegment.Encode(name, keys, records)), keys);
    }

    public static ChunkLocation Location(PackId pack, PackedRecord record) =>
        new(pack, (int)record.Offset, record.Header.SealedLength, record.Header.Kind);

    /// <summary>Whether this place of the chunk is known.</summary>
    public static bool IsFound(IndexView view, PackId pack, PackedRecord record) =>
        view.NumbersOf(record.Header.Id).Any(number => view.PlaceAt(number) == Location(pack, record));

    /// <summary>The view has these places, each under one number, and no others.</summary>
    public static void AssertSame(IReadOnlyCollection<(PackId Pack, PackedRecord Record)> records, IndexView view)
    {
        var expected = new List<(ChunkPrefix, ChunkLocation)>();
        foreach (var (pack, record) in records)
        {
            Assert.True(IsFound(view, pack, record));
            expected.Add((new ChunkPrefix(record.Header.Id), Location(pack, record)));
        }
        var entries = view.Entries().ToList();
        Assert.Equal(Enumerable.Range(0, entries.Count).Select(i => (long)i), entries.Select(entry => entry.Number));
        Assert.All(entries, entry => Assert.Equal(entry, view.EntryAt(entry.Number)));
        Assert.Equal(Sorted(expected), Sorted(entries.Select(entry => (entry.Id, entry.Location))));
    }

    private static IEnumerable<(ChunkPrefix, ChunkLocation)> Sorted(IEnumerable<(ChunkPrefix Id, ChunkLocation At)> places) =>
        places.OrderBy(place => place.Id).ThenBy(place => place.At.Pack.Value).ThenBy(place => place.At.Offset);
}
