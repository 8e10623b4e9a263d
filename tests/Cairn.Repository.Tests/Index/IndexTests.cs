using Cairn.Repository.Faults;
using Cairn.Repository.Index;
using Cairn.Repository.Packs;
using Cairn.Repository.Sealing;
using Cairn.Repository.Snapshots;
using Cairn.Repository.Tests.Support;
using CsCheck;
using static Cairn.Repository.Tests.Support.Sample;

namespace Cairn.Repository.Tests.Index;

public sealed class IndexTests
{
    private readonly KeyRing _keys = NewKeys();
    private readonly MemoryStore _store = new();

    private static Gen<ChunkLocation> Location { get; } =
        Gen.Select(Gen.Int[0, 5], Gen.UInt, Gen.Int[1, 16 << 20], Gen.Int[1, 3]).Select((pack, offset, length, kind) =>
            new ChunkLocation(new PackId((UInt128)pack), offset, length + 16, length, (ChunkKind)kind));

    [Fact]
    public void A_segment_comes_back_as_it_was() => Gen.Select(Generate.ChunkId, Location).Array[0, 100].Sample(entries =>
    {
        var name = IndexSegment.NewName(RandomSource.System);
        var content = IndexSegment.Encode(name, _keys, [.. entries]);
        var table = new ChunkTable();
        IndexSegment.Decode(name, _keys, content, table);
        Assert.Equal(entries.OrderBy(entry => entry.Item1), table.All().OrderBy(entry => entry.Id));
        Assert.Throws<RepositoryDamagedException>(() => IndexSegment.Decode(IndexSegment.NewName(RandomSource.System), _keys, content, table));
    });

    [Fact]
    public void Any_bytes_are_a_segment_or_damage_and_nothing_else() => Gen.Byte.Array[0, 100].Sample(bytes =>
        Assert.Throws<RepositoryDamagedException>(() => IndexSegment.Decode("index/x", _keys, bytes, new ChunkTable())));

    [Fact]
    public void The_table_behaves_as_a_dictionary_does() =>
        Gen.Select(Gen.Int[0, 200].Select(i => new ChunkId(RandomBytes(i, 32))), Location).Array[0, 3000].Sample(adds =>
        {
            var (table, model) = (new ChunkTable(), new Dictionary<ChunkId, ChunkLocation>());
            foreach (var (id, location) in adds)
                Assert.Equal(model.TryAdd(id, location), table.TryAdd(id, location));
            Assert.Equal(model.Count, table.Count);
            foreach (var (id, location) in model)
                Assert.True(table.TryFind(id, out var found) && found == location);
        }, iter: 20);

    [Fact]
    public async Task Many_threads_add_to_the_table_at_once()
    {
        var table = new ChunkTable();
        var ids = Enumerable.Range(0, 20_000).Select(i => new ChunkId(RandomBytes(i, 32))).ToArray();
        var workers = Enumerable.Range(0, 4).Select(_ => Task.Run(() => ids.Count(id => table.TryAdd(id, default)), Cancel));
        var added = await Task.WhenAll(workers);
        Assert.Equal(ids.Length, added.Sum());
        Assert.Equal(ids.Length, table.Count);
    }

    [Fact]
    public async Task The_index_is_made_anew_from_packs_alone()
    {
        var files = Files(("a", RandomBytes(1, 200_000)), ("b", RandomBytes(2, 50_000)));
        var snapshot = await BackUpAsync(await CreateAsync(_store), files);
        DeleteIndex();

        var repository = await OpenAsync(_store);
        await Assert.ThrowsAsync<RepositoryDamagedException>(() => RestoreAsync(repository, snapshot));
        var report = await new IndexRebuild(repository).RunAsync(Cancel);
        Assert.Empty(report.DamagedPacks);
        AssertSame(files, await RestoreAsync(await OpenAsync(_store), snapshot));
    }

    [Fact]
    public async Task A_pack_that_lost_its_end_still_gives_its_records()
    {
        var files = Files(("a", RandomBytes(1, 200_000)));
        var snapshot = await BackUpAsync(await CreateAsync(_store), files);
        DeleteIndex();
        foreach (var name in _store.Objects.Keys.Where(name => name.StartsWith("packs/", StringComparison.Ordinal)))
            _store.Objects[name] = _store.Objects[name][..^10];

        var repository = await OpenAsync(_store);
        var report = await new IndexRebuild(repository).RunAsync(Cancel);
        Assert.Equal(report.Packs, report.DamagedPacks.Count);
        AssertSame(files, await RestoreAsync(repository, snapshot));
    }

    [Fact]
    public async Task A_damaged_segment_is_named_and_replaced_by_a_rebuild()
    {
        var files = Files(("a", RandomBytes(1, 20_000)));
        var snapshot = await BackUpAsync(await CreateAsync(_store), files);
        var segment = Assert.Single(_store.Objects.Keys, name => name.StartsWith("index/", StringComparison.Ordinal));
        _store.Objects[segment][40] ^= 1;

        var repository = await OpenAsync(_store);
        var damage = await Assert.ThrowsAsync<RepositoryDamagedException>(() => RestoreAsync(repository, snapshot));
        Assert.Equal(segment, damage.ObjectName);
        await new IndexRebuild(repository).RunAsync(Cancel);
        Assert.False(_store.Objects.ContainsKey(segment));
        AssertSame(files, await RestoreAsync(repository, snapshot));
    }

    [Fact]
    public async Task What_another_process_stores_meanwhile_is_found()
    {
        var reader = await CreateAsync(_store);
        await BackUpAsync(reader, Files(("a", RandomBytes(1, 20_000))));
        var files = Files(("b", RandomBytes(2, 20_000)));
        var snapshot = await BackUpAsync(await OpenAsync(_store), files);
        AssertSame(files, await RestoreAsync(reader, await new SnapshotList(reader).ReadAsync(snapshot.Id, Cancel)));
    }

    private void DeleteIndex()
    {
        foreach (var name in _store.Objects.Keys.Where(name => name.StartsWith("index/", StringComparison.Ordinal)))
            _store.Objects.TryRemove(name, out _);
    }
}
