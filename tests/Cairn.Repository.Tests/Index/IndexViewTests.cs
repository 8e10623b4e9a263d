using Cairn.Repository.Index;
using Cairn.Repository.Packs;
using Cairn.Repository.Sealing;
using CsCheck;
using static Cairn.Repository.Tests.Support.Sample;

namespace Cairn.Repository.Tests.Index;

public sealed class IndexViewTests
{
    private readonly KeyRing _keys = Support.Sample.NewKeys();

    [Fact]
    public void A_view_is_all_its_segments_together() => IndexSample.Records.Array[0, 6].Sample(segments =>
    {
        var view = new IndexView(segments.Select(records => IndexSample.Segment(_keys, records)));
        IndexSample.AssertSame([.. segments.SelectMany(records => records)], view);
        Assert.Throws<ArgumentOutOfRangeException>(() => view.PlaceAt(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => view.PlaceAt(view.Count));
    }, iter: 20);

    [Fact]
    public void Absent_places_are_passed_over_for_the_next_copy() => IndexSample.Records.Array[1, 4].Sample(segments =>
    {
        var view = new IndexView(segments.Select(records => IndexSample.Segment(_keys, records)));
        var filtered = view.Without(place => place.Pack.Value % 2 == 0 || place.Offset % 2 == 1);
        var model = segments.SelectMany(records => records).ToLookup(
            record => record.Record.Header.Id, record => IndexSample.Location(record.Pack, record.Record));
        foreach (var places in model)
        {
            var present = places.Where(place => place.Pack.Value % 2 == 1 && place.Offset % 2 == 0).ToHashSet();
            Assert.Equal(present, filtered.NumbersOf(places.Key).Select(filtered.PlaceAt).ToHashSet());
            Assert.Equal(present.Count > 0, filtered.TryFind(places.Key, out var number));
            if (present.Count > 0)
                Assert.Equal(number, filtered.NumbersOf(places.Key).First());
        }
        Assert.Equal(view.Entries(), filtered.Entries());
    }, iter: 20);

    [Fact]
    public async Task Packs_that_are_gone_and_packs_that_nothing_names_are_told_apart()
    {
        var segments = Enumerable.Range(0, 3).Select(i => IndexSample.Segment(_keys,
            [.. Enumerable.Range(i * 1000, 2000).Select(n =>
                IndexSample.Record(new ChunkId(RandomBytes(n, 32)), n, 96, 100, ChunkKind.Data))]));
        var view = new IndexView(segments);
        var existing = Enumerable.Range(10, 5000).Select(n => new PackId((UInt128)n)).ToAsyncEnumerable();
        var missing = await view.PacksNotInAsync(existing, Cancel);
        Assert.Equal(Enumerable.Range(0, 10).Select(n => new PackId((UInt128)n)).ToHashSet(), missing);
        Assert.True(view.Names(new PackId(3999)));
        Assert.False(view.Names(new PackId(4000)));
    }
}
