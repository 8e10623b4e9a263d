using Cairn.Repository.Faults;
using Cairn.Repository.Index;
using Cairn.Repository.ObjectStore;
using Cairn.Repository.Packs;
using Cairn.Repository.Parity;
using Cairn.Repository.Sealing;
using Cairn.Repository.Snapshots;
using Cairn.Repository.Tests.Support;
using static Cairn.Repository.Tests.Support.Sample;

namespace Cairn.Repository.Tests.Index;

public sealed class IndexTests
{
    private readonly MemoryStore _store = new();

    [Fact]
    public async Task Many_threads_add_to_the_set_at_once()
    {
        var set = new ChunkSet();
        var ids = Enumerable.Range(0, 20_000).Select(i => new ChunkId(RandomBytes(i, 32))).ToArray();
        var workers = Enumerable.Range(0, 4).Select(_ => Task.Run(() => ids.Count(id => set.TryAdd(id)), Cancel));
        var added = await Task.WhenAll(workers);
        Assert.Equal(ids.Length, added.Sum());
        Assert.Equal(ids.Length, set.Count);
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
        foreach (var name in _store.Names("packs/"))
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
    public async Task A_rebuild_takes_nothing_over_from_the_old_index()
    {
        var repository = await CreateAsync(_store);
        for (var i = 0; i < 3; i++)
            await BackUpAsync(repository, Files(("a", RandomBytes(i, 20_000))));
        var gone = _store.Names("packs/")[0];
        _store.Objects.TryRemove(gone, out _);
        _store.Objects.TryRemove(ParityObjects.NameOf(gone), out _);
        for (var i = 0; i < 3; i++)
            await new IndexRebuild(repository).RunAsync(Cancel);
        Assert.True(PackId.TryParseObjectName(gone, out var pack));
        Assert.False(repository.Index.View.Names(pack));
        Assert.Single(repository.Index.View.Segments);
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

    [Fact]
    public async Task Segments_that_went_are_forgotten_and_a_view_outlives_them()
    {
        using var folder = new TemporaryFolder();
        foreach (var store in (IObjectStore[])[_store, new LocalDisk(folder.Path)])
        {
            var repository = await CreateAsync(store);
            await BackUpAsync(repository, Files(("a", RandomBytes(1, 20_000))));
            await repository.Index.RefreshAsync(null, Cancel);
            var view = repository.Index.View;
            var places = view.Entries().ToList();
            await store.DeleteAsync(Assert.Single(view.Segments).Name, Cancel);

            await repository.Index.RefreshAsync(null, Cancel);
            Assert.Equal(0, repository.Index.View.Count);
            Assert.Equal(places, view.Entries());
        }
    }

    private void DeleteIndex()
    {
        foreach (var name in _store.Objects.Keys.Where(name => name.StartsWith("index/", StringComparison.Ordinal)))
            _store.Objects.TryRemove(name, out _);
    }
}
