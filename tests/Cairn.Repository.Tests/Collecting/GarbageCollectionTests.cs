using Cairn.Repository.Collecting;
using Cairn.Repository.Faults;
using Cairn.Repository.Packs;
using Cairn.Repository.Sessions;
using Cairn.Repository.Snapshots;
using Cairn.Repository.Trees;
using static Cairn.Repository.Tests.Collecting.CollectionWorld;
using static Cairn.Repository.Tests.Support.Sample;

namespace Cairn.Repository.Tests.Collecting;

public sealed class GarbageCollectionTests
{
    [Fact]
    public async Task What_no_snapshot_needs_goes_and_all_else_stays()
    {
        var world = await CollectionWorld.CreateAsync();
        var before = world.BytesOfPacks();
        var report = await world.CollectAsync();
        Assert.Equal(2, report.Snapshots);
        Assert.True(report is { OrphanPacks: > 0, UnneededPacks: > 0, RewrittenPacks: > 0, BytesCopied: > 0 }, report.ToString());
        Assert.Empty(report.WaitingFor);
        Assert.Equal(before, report.BytesStored);
        Assert.InRange(before - world.BytesOfPacks(), report.BytesFreed - 10_000, report.BytesFreed);
        await world.AssertCleanAsync();
    }

    [Fact]
    public async Task A_dry_run_says_what_would_go_and_changes_nothing()
    {
        var world = await CollectionWorld.CreateAsync();
        var before = world.Store.Objects.Keys.ToHashSet();
        var planned = await world.CollectAsync(Thorough with { DryRun = true });
        Assert.Equal(before, world.Store.Objects.Keys.ToHashSet());
        Assert.Equal(planned, await world.CollectAsync() with { Fenced = planned.Fenced, WaitingFor = planned.WaitingFor, Damaged = planned.Damaged });
    }

    [Fact]
    public async Task A_second_collection_finds_nothing_to_do()
    {
        var world = await CollectionWorld.CreateAsync();
        await world.CollectAsync();
        var before = world.Store.Objects.Keys.ToHashSet();
        var report = await world.CollectAsync();
        Assert.Equal((0, 0, 0, 0L), (report.OrphanPacks, report.UnneededPacks, report.RewrittenPacks, report.BytesRemoved));
        Assert.Equal(before, world.Store.Objects.Keys.ToHashSet());
    }

    [Fact]
    public async Task Little_waste_is_tolerated()
    {
        var world = await CollectionWorld.CreateAsync();
        var report = await world.CollectAsync(new CollectionOptions { PackWaste = 1 });
        Assert.Equal(0, report.RewrittenPacks);
        Assert.True(report.BytesWasted > 0);
        report = await world.CollectAsync(new CollectionOptions { PackWaste = 0, TotalWaste = 1 });
        Assert.Equal(0, report.RewrittenPacks);
        await world.AssertWholeAsync();
    }

    [Fact]
    public async Task Many_small_packs_are_joined()
    {
        var world = await CollectionWorld.CreateAsync();
        var repository = await world.OpenAsync();
        for (var i = 0; i < 20; i++)
            await world.BackUpAsync(repository, Files(("small", RandomBytes(100 + i, 500))));
        var before = world.Names(PackId.Prefix).Count();
        await world.CollectAsync();
        Assert.InRange(world.Names(PackId.Prefix).Count(), 1, before - 30);
        await world.AssertCleanAsync();
    }

    [Fact]
    public async Task A_session_that_began_earlier_is_waited_for_and_what_it_relies_on_is_pardoned()
    {
        var world = await CollectionWorld.CreateAsync();
        var repository = await world.OpenAsync();
        var files = Files(("x", RandomBytes(50, 80_000)), ("y", RandomBytes(51, 80_000)));
        var forgotten = await world.BackUpAsync(repository, files);
        await using var session = await WriteSession.BeginAsync(repository, Cancel);
        var content = await StoreAsync(session, files["x"]);
        Assert.Equal(0, session.Counters.ChunksNew);
        await world.ForgetAsync(repository, forgotten);

        var before = world.Names(PackId.Prefix).ToList();
        var report = await world.CollectAsync();
        Assert.Equal(session.Id, Assert.Single(report.WaitingFor).Id);
        Assert.Equal(before, world.Names(PackId.Prefix));

        var snapshot = await session.CommitAsync(Description(), await StoreFolderAsync(session, [FileEntry("x", content)]), Cancel);
        world.Kept[snapshot.Id] = Files(("x", files["x"]));
        Assert.Empty((await world.CollectAsync()).WaitingFor);
        await world.AssertCleanAsync();
    }

    [Fact]
    public async Task A_session_that_begins_later_stores_what_is_condemned_again()
    {
        var world = await CollectionWorld.CreateAsync();
        var repository = await world.OpenAsync();
        var bytes = RandomBytes(1, 90_000);
        await using var earlier = await WriteSession.BeginAsync(repository, Cancel);
        Assert.Single((await world.CollectAsync()).WaitingFor);
        await using var later = await WriteSession.BeginAsync(repository, Cancel);
        await StoreAsync(later, bytes);
        Assert.Equal(bytes.Length, later.Counters.BytesNew);
    }

    [Fact]
    public async Task A_session_that_began_later_is_not_waited_for()
    {
        var world = await CollectionWorld.CreateAsync();
        var repository = await world.OpenAsync();
        var bytes = RandomBytes(1, 90_000);
        WriteSession later;
        FileContent content;
        await using (await WriteSession.BeginAsync(repository, Cancel))
        {
            Assert.Single((await world.CollectAsync()).WaitingFor);
            later = await WriteSession.BeginAsync(repository, Cancel);
            content = await StoreAsync(later, bytes);
        }
        await using (later)
        {
            // The first collection ends without it, the one after that waits for it.
            var report = await world.CollectAsync();
            Assert.True(report.UnneededPacks > 0);
            var snapshot = await later.CommitAsync(Description(), await StoreFolderAsync(later, [FileEntry("a", content)]), Cancel);
            world.Kept[snapshot.Id] = Files(("a", bytes));
        }
        await world.AssertWholeAsync();
        await world.CollectAsync();
        await world.AssertCleanAsync();
    }

    [Fact]
    public async Task Without_the_condemned_list_a_snapshot_would_be_lost()
    {
        var world = await CollectionWorld.CreateAsync();
        var repository = await world.OpenAsync();
        repository.RelyOnCondemned = true;
        var bytes = RandomBytes(1, 90_000);
        WriteSession later;
        await using (await WriteSession.BeginAsync(repository, Cancel))
        {
            await world.CollectAsync();
            later = await WriteSession.BeginAsync(repository, Cancel);
        }
        await using (later)
        {
            var content = await StoreAsync(later, bytes);
            await world.CollectAsync();
            var snapshot = await later.CommitAsync(Description(), await StoreFolderAsync(later, [FileEntry("a", content)]), Cancel);
            world.Kept[snapshot.Id] = Files(("a", bytes));
        }
        await Assert.ThrowsAsync<RepositoryDamagedException>(world.AssertWholeAsync);
    }

    [Fact]
    public async Task Packs_of_a_session_that_puts_its_index_meanwhile_are_no_orphans()
    {
        var world = await CollectionWorld.CreateAsync();
        var bytes = RandomBytes(60, 300_000);
        await using var session = await WriteSession.BeginAsync(await world.OpenAsync(), Cancel);
        var content = await StoreAsync(session, bytes);
        Assert.Single((await world.CollectAsync()).WaitingFor);
        var snapshot = await session.CommitAsync(Description(), await StoreFolderAsync(session, [FileEntry("a", content)]), Cancel);
        world.Kept[snapshot.Id] = Files(("a", bytes));
        await world.CollectAsync();
        await world.AssertCleanAsync();
    }

    [Fact]
    public async Task Nothing_goes_when_a_snapshot_cannot_be_read()
    {
        var world = await CollectionWorld.CreateAsync();
        var name = SnapshotObject.NameOf(world.Kept.Keys.First());
        world.Damage(name, world.Store.Objects[name].Length - 1);
        var before = world.Store.Objects.Keys.ToHashSet();
        await Assert.ThrowsAsync<RepositoryDamagedException>(() => world.CollectAsync());
        Assert.Equal(before, world.Store.Objects.Keys.ToHashSet());
    }

    [Fact]
    public async Task Nothing_goes_when_a_chunk_is_missing()
    {
        var world = await CollectionWorld.CreateAsync();
        var repository = await world.OpenAsync();
        var snapshot = await new SnapshotList(repository).FindAsync("latest", Cancel);
        var place = await repository.Index.FindAsync(snapshot!.Root.Id, Cancel);
        world.Store.Objects.TryRemove(place!.Value.Pack.ObjectName, out _);
        var before = world.Store.Objects.Keys.ToHashSet();
        await Assert.ThrowsAsync<RepositoryDamagedException>(() => world.CollectAsync());
        Assert.Equal(before, world.Store.Objects.Keys.ToHashSet());
    }

    [Fact]
    public async Task Nothing_goes_when_a_snapshot_is_lost_and_its_parity_is_not()
    {
        var world = await CollectionWorld.CreateAsync();
        var name = SnapshotObject.NameOf(world.Kept.Keys.First());
        world.Store.Objects["parity/" + name] = [1];
        await world.CollectAsync(Thorough with { DryRun = true });
        world.Store.Objects.TryRemove(name, out _);
        await Assert.ThrowsAsync<RepositoryDamagedException>(() => world.CollectAsync());
    }

    [Fact]
    public async Task A_pack_whose_needed_chunk_is_damaged_stays()
    {
        var world = await CollectionWorld.CreateAsync();
        var repository = await world.OpenAsync();
        var file = await FileAsync(repository, "b");
        var place = await repository.Index.FindAsync(file.Parts[1].Chunk, Cancel);
        world.Damage(place!.Value.Pack.ObjectName, place.Value.Offset + 50);
        var report = await world.CollectAsync();
        Assert.NotEmpty(report.Damaged);
        Assert.Contains(place.Value.Pack.ObjectName, world.Store.Objects.Keys);
    }

    [Fact]
    public async Task A_copy_is_given_up_only_for_one_that_can_be_read()
    {
        var world = await CollectionWorld.CreateAsync();
        var bytes = RandomBytes(2, 60_000);
        var repository = await world.OpenAsync();
        var chunk = (await FileAsync(repository, "b")).Parts[1].Chunk;
        // A second copy of everything in "b", while the first seems to be gone.
        var hidden = world.Hide((await repository.Index.FindAsync(chunk, Cancel))!.Value.Pack.ObjectName);
        await world.BackUpAsync(await world.OpenAsync(), Files(("b", bytes)));
        world.Show(hidden);
        repository = await world.OpenAsync();
        await repository.Index.RefreshAsync(null, Cancel);
        var view = repository.Index.View;
        var places = view.NumbersOf(chunk).Select(view.PlaceAt).ToList();
        Assert.Equal(2, places.Count);
        foreach (var damaged in places)
        {
            var copy = world.Copy();
            copy.Damage(damaged.Pack.ObjectName, damaged.Offset + 50);
            await copy.CollectAsync();
            await copy.AssertRestorableAsync();
        }
    }

    [Fact]
    public async Task Evacuating_a_damaged_pack_saves_what_can_be_read_and_lets_the_rest_be_stored_again()
    {
        var world = await CollectionWorld.CreateAsync();
        var repository = await world.OpenAsync();
        var file = await FileAsync(repository, "b");
        var place = (await repository.Index.FindAsync(file.Parts[1].Chunk, Cancel))!.Value;
        world.Damage(place.Pack.ObjectName, place.Offset + 50);
        world.Damage(place.Pack.ObjectName, world.Store.Objects[place.Pack.ObjectName].Length - 30);

        var report = await new GarbageCollection(repository, Thorough, null).EvacuateAsync([place.Pack], Cancel);
        Assert.Equal(2, report.Damaged.Count);
        Assert.Equal(1, report.RewrittenPacks);
        Assert.DoesNotContain(place.Pack.ObjectName, world.Store.Objects.Keys);
        await using (var session = await WriteSession.BeginAsync(await world.OpenAsync(), Cancel))
        {
            await StoreAsync(session, RandomBytes(2, 60_000));
            Assert.Equal(1, session.Counters.ChunksNew);
            await session.CheckpointAsync(Cancel);
        }
        await world.AssertWholeAsync();
    }

    [Fact]
    public async Task A_damaged_condemned_list_is_dropped_by_the_next_collection()
    {
        var world = await CollectionWorld.CreateAsync();
        await using (await WriteSession.BeginAsync(await world.OpenAsync(), Cancel))
            await world.CollectAsync();
        world.Store.Objects[CollectionObject.NameOf(1, CollectionObject.Condemned)][20] ^= 1;
        var repository = await world.OpenAsync();
        await Assert.ThrowsAsync<RepositoryDamagedException>(() => WriteSession.BeginAsync(repository, Cancel));
        await world.CollectAsync();
        await world.AssertCleanAsync();
    }

    private static async Task<FileContent> FileAsync(BackupRepository repository, string name)
    {
        await foreach (var snapshot in new SnapshotList(repository).ReadAllAsync(Cancel))
            if (await new TreeReader(repository).FindChildAsync(snapshot.Root, EntryName.FromUtf8(name), Cancel) is { } entry)
                return entry.Content!;
        throw new InvalidOperationException($"There is no '{name}'.");
    }
}
