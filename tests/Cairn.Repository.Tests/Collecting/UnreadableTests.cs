using Cairn.Repository.Checking;
using Cairn.Repository.Collecting;
using Cairn.Repository.Faults;
using Cairn.Repository.Index;
using Cairn.Repository.ObjectStore;
using Cairn.Repository.Packs;
using Cairn.Repository.Sessions;
using Cairn.Repository.Snapshots;
using Cairn.Repository.Tests.Support;
using Cairn.Repository.Trees;
using static Cairn.Repository.Tests.Collecting.CollectionWorld;
using static Cairn.Repository.Tests.Support.Sample;

namespace Cairn.Repository.Tests.Collecting;

/// <summary>Collections that meet what they can't read: packs, for a while or for ever, and their own objects.</summary>
public sealed class UnreadableTests
{
    [Fact]
    public async Task A_pack_that_one_collector_could_not_read_is_not_removed_later_by_another()
    {
        var world = await CollectionWorld.CreateAsync();
        var place = await RewrittenPlaceOfBAsync(world);
        for (var step = 1; ; step++)
        {
            var copy = world.Copy();
            var store = new SteppedStore(copy.Store, step, async () =>
            {
                // For as long as another collector runs, the pack can't be read. Then a backup stores again what it had beside.
                var pack = place.Pack.ObjectName;
                if (copy.Store.Objects.TryGetValue(pack, out var sound))
                {
                    copy.Store.Objects[pack] = [.. sound];
                    copy.Damage(pack, place.Offset + 50);
                }
                await Record.ExceptionAsync(() => copy.CollectAsync());
                if (copy.Store.Objects.ContainsKey(pack))
                    copy.Store.Objects[pack] = sound!;
                await copy.BackUpAsync(await copy.OpenAsync(), Files(("a", RandomBytes(1, 90_000))));
            });
            // What moved while it slept may look lost to it: then it stops.
            var fault = await Record.ExceptionAsync(async () => await CollectionWorld.CollectAsync(await OpenAsync(store)));
            Assert.True(fault is null or RepositoryDamagedException, fault?.ToString());
            await copy.AssertRestorableAsync();
            await copy.CollectAsync();
            await copy.AssertCleanAsync();
            if (!store.WasReached)
                return;
        }
    }

    [Fact]
    public async Task A_pack_that_can_never_be_read_is_kept_and_stops_no_later_collection()
    {
        var world = await CollectionWorld.CreateAsync();
        var place = await RewrittenPlaceOfBAsync(world);
        world.Damage(place.Pack.ObjectName, place.Offset + 50);
        for (var i = 0; i < 3; i++)
        {
            var repository = await world.OpenAsync();
            await world.ForgetAsync(repository, await world.BackUpAsync(repository, Files(("e", RandomBytes(30 + i, 30_000)))));
            var report = await world.CollectAsync();
            Assert.True(i > 0 || report.Damaged.Count > 0);
            Assert.True(report.UnneededPacks > 0);
            Assert.Contains(place.Pack.ObjectName, world.Store.Objects.Keys);
            world.AssertCollectionsAreOver();
        }
    }

    /// <summary>The next to come would otherwise take it for over, though somebody may still be at it.</summary>
    [Theory]
    [InlineData("decided", false)]
    [InlineData("verdict", false)]
    [InlineData("verdict", true)]
    public async Task What_was_decided_and_cannot_be_read_stops_collections_until_a_repair(string part, bool isLost)
    {
        var worlds = await DecidedAsync();
        Assert.NotEmpty(worlds);
        foreach (var world in worlds)
        {
            var name = world.Names(CollectionObject.Prefix).Single(name => name.Contains("/" + part, StringComparison.Ordinal));
            if (isLost)
                world.Hide(name);
            else
                world.Store.Objects[name][20] ^= 1;
            var before = world.Names("").ToList();
            var fault = await Assert.ThrowsAsync<RepositoryDamagedException>(() => world.CollectAsync());
            Assert.Contains("cairn repo check --repair", fault.Message, StringComparison.Ordinal);
            Assert.Equal(before, world.Names(""));

            var check = await new RepositoryCheck(await world.OpenAsync()).RunAsync(new CheckOptions(), null, Cancel);
            Assert.Equal(DamageState.Healable, Assert.Single(check.Findings).State);
            var repair = await new RepositoryRepair(await world.OpenAsync()).RunAsync(new CheckOptions(), null, Cancel);
            Assert.All(repair.Check.Findings, finding => Assert.Equal(DamageState.Healed, finding.State));
            await world.AssertWholeAsync();
            await world.CollectAsync();
            await world.AssertCleanAsync();
        }
    }

    /// <summary>As docs/operations.md says, by hand, when no collector is at work.</summary>
    [Theory]
    [InlineData("decided")]
    [InlineData("verdict")]
    public async Task Where_what_was_condemned_cannot_be_read_either_there_is_a_way_out_by_hand(string part)
    {
        foreach (var world in await DecidedAsync())
        {
            var condemned = world.Names(CollectionObject.Prefix).Single(name => name.EndsWith("/condemned", StringComparison.Ordinal));
            var decided = world.Names(CollectionObject.Prefix).Single(name => name.Contains("/" + part, StringComparison.Ordinal));
            world.Store.Objects[condemned][20] ^= 1;
            world.Store.Objects[decided][20] ^= 1;
            var repair = await new RepositoryRepair(await world.OpenAsync()).RunAsync(new CheckOptions(), null, Cancel);
            var finding = Assert.Single(repair.Check.Findings, finding => finding.ObjectName == condemned);
            Assert.Equal(DamageState.Lost, finding.State);
            Assert.Contains("docs/operations.md", finding.Reason, StringComparison.Ordinal);
            await Assert.ThrowsAsync<RepositoryDamagedException>(() => world.CollectAsync());

            world.Hide(condemned);
            await new RepositoryRepair(await world.OpenAsync()).RunAsync(new CheckOptions { ReadData = true }, null, Cancel);
            await world.AssertWholeAsync();
            await world.BackUpAsync(await world.OpenAsync(), Files(("a", RandomBytes(1, 90_000))));
            await world.CollectAsync();
            await world.AssertCleanAsync();
        }
    }

    [Fact]
    public async Task A_damaged_condemned_list_says_what_drops_it_and_that_does()
    {
        var world = await CollectionWorld.CreateAsync();
        await using (await WriteSession.BeginAsync(await world.OpenAsync(), Cancel))
            await world.CollectAsync();
        world.Store.Objects[CollectionObject.NameOf(1, CollectionObject.Condemned)][20] ^= 1;
        var repository = await world.OpenAsync();
        var fault = await Assert.ThrowsAsync<RepositoryDamagedException>(() => WriteSession.BeginAsync(repository, Cancel));
        Assert.Contains("cairn repo prune", fault.Message, StringComparison.Ordinal);

        // Also where the rest can't be done, as something is lost.
        var lost = world.Hide((await PlaceOfBAsync(world)).Pack.ObjectName);
        await Assert.ThrowsAsync<RepositoryDamagedException>(() => world.CollectAsync());
        world.Show(lost);
        await world.BackUpAsync(repository, Files(("e", RandomBytes(40, 30_000))));
        await world.CollectAsync();
        await world.AssertCleanAsync();
    }

    /// <summary>Another collector decides in the repair's stead that its packs stay.</summary>
    [Fact]
    public async Task A_repair_drops_what_cannot_be_read_only_when_all_packs_that_may_be_meant_are_gone()
    {
        var world = (await DecidedAsync())[0];
        var condemned = CollectionObject.NameOf(1, CollectionObject.Condemned);
        var packs = (await new Collection(await world.OpenAsync(), 1).ReadCondemnedAsync(Cancel))!.Packs.Select(places => places.Pack.ObjectName).ToList();
        world.Store.Objects[CollectionObject.NameOf(1, CollectionObject.Decided)][20] ^= 1;
        var isForestalled = false;
        var store = new HookedStore(
            world.Store,
            (_, _) => Task.CompletedTask,
            async (call, name) =>
            {
                if (call != StoreCall.Put || name != CollectionObject.NameOf(2, CollectionObject.Condemned))
                    return;
                isForestalled = true;
                await new Collection(await world.OpenAsync(), 2).DecideAsync(PlaceList.Empty, Cancel);
            });
        await RepairAsync(store);
        Assert.True(isForestalled);
        Assert.NotEmpty(world.Store.Objects.Keys.Intersect(packs));
        Assert.Contains(condemned, world.Store.Objects.Keys);

        await RepairAsync(world.Store);
        Assert.Empty(world.Store.Objects.Keys.Intersect(packs));
        Assert.DoesNotContain(condemned, world.Store.Objects.Keys);
        await world.CollectAsync();
        await world.AssertCleanAsync();
    }

    [Fact]
    public async Task A_lost_verdict_of_a_repair_stops_collections_until_another_repair()
    {
        var world = await CollectionWorld.CreateAsync();
        var place = await PlaceOfBAsync(world);
        world.Store.Objects[place.Pack.ObjectName][place.Offset + 50] ^= 1;
        var worlds = await DecidedAsync(world, RepairAsync);
        Assert.NotEmpty(worlds);
        foreach (var copy in worlds)
        {
            copy.Hide(copy.Names(CollectionObject.Prefix).Single(name => name.Contains("/verdict", StringComparison.Ordinal)));
            await Assert.ThrowsAsync<RepositoryDamagedException>(() => copy.CollectAsync());
            var repair = await RepairAsync(copy.Store);
            Assert.All(repair.Check.Findings, finding => Assert.Equal(DamageState.Healed, finding.State));
            await copy.CollectAsync();
            await copy.AssertCleanAsync();
        }
    }

    /// <summary>Nobody has looked whether a snapshot needs it, and it may come back.</summary>
    [Fact]
    public async Task What_the_index_says_of_a_lost_pack_stays_while_it_may_be_needed()
    {
        var worlds = await DecidedAsync();
        Assert.NotEmpty(worlds);
        foreach (var world in worlds)
        {
            var place = await PlaceOfBAsync(world);
            var lost = world.Hide(place.Pack.ObjectName);
            // It fails, unless all that it had was copied already.
            await Record.ExceptionAsync(() => world.CollectAsync());
            world.Show(lost);
            await world.AssertWholeAsync();
        }
    }

    [Fact]
    public async Task Where_copies_have_no_room_what_needs_none_goes_first()
    {
        var world = await CollectionWorld.CreateAsync();
        var planned = await world.CollectAsync(Thorough with { DryRun = true });
        Assert.True(planned.RewrittenPacks > 0);
        // Room for its own small objects only.
        var store = new SmallStore(world.Store) { Room = 20_000 };
        var report = await CollectionWorld.CollectAsync(await OpenAsync(store));
        Assert.Equal(planned.UnneededPacks, report.UnneededPacks);
        Assert.Equal(planned.RewrittenPacks, report.RewrittenPacks);
        await world.CollectAsync();
        await world.AssertCleanAsync();
    }

    [Fact]
    public async Task Where_an_index_has_no_room_packs_go_before_it_is_written()
    {
        var world = await CollectionWorld.CreateAsync();
        var isFull = true;
        var store = new HookedStore(world.Store, (call, name) =>
        {
            isFull &= call != StoreCall.Delete || !PackId.TryParseObjectName(name, out _);
            return isFull && call == StoreCall.Put && IndexSegment.IsName(name) ? throw new StoreFullException(name) : Task.CompletedTask;
        });
        var report = await CollectionWorld.CollectAsync(await OpenAsync(store), Thorough with { PackWaste = 1 });
        Assert.True(report.UnneededPacks > 0);
        await world.CollectAsync();
        await world.AssertCleanAsync();
    }

    [Fact]
    public async Task Where_nothing_makes_room_for_copies_a_collection_says_so_and_the_next_can_begin()
    {
        var world = await CollectionWorld.CreateAsync();
        await world.CollectAsync(Thorough with { PackWaste = 1 });
        var store = new SmallStore(world.Store) { Room = 5_000 };
        for (var i = 0; i < 2; i++)
        {
            await Assert.ThrowsAsync<StoreFullException>(async () => await CollectionWorld.CollectAsync(await OpenAsync(store)));
            store.Room = 5_000;
        }
        await world.AssertWholeAsync();
        await world.CollectAsync();
        await world.AssertCleanAsync();
    }

    private static async Task<ChunkLocation> PlaceOfBAsync(CollectionWorld world) => (await PlacesOfBAsync(world))[1];

    /// <summary>One in a pack that a collection must read. Chance decides what lies beside what was forgotten.</summary>
    private static async Task<ChunkLocation> RewrittenPlaceOfBAsync(CollectionWorld world)
    {
        var collected = world.Copy();
        await collected.CollectAsync();
        return (await PlacesOfBAsync(world)).First(place => !collected.Store.Objects.ContainsKey(place.Pack.ObjectName));
    }

    private static async Task<IReadOnlyList<ChunkLocation>> PlacesOfBAsync(CollectionWorld world)
    {
        var repository = await world.OpenAsync();
        var places = new List<ChunkLocation>();
        await foreach (var snapshot in new SnapshotList(repository).ReadAllAsync(Cancel))
            if (await new TreeReader(repository).FindChildAsync(snapshot.Root, EntryName.FromUtf8("b"), Cancel) is { } entry)
                foreach (var part in entry.Content!.Parts.ToArray())
                    places.Add((await repository.Index.FindAsync(part.Chunk, Cancel))!.Value);
        return places;
    }

    /// <summary>Collections that died between their decision and their end, each after another step.</summary>
    private static async Task<IReadOnlyList<CollectionWorld>> DecidedAsync() => await DecidedAsync(
        await CollectionWorld.CreateAsync(), async store => await CollectionWorld.CollectAsync(await OpenAsync(store)));

    private static async Task<IReadOnlyList<CollectionWorld>> DecidedAsync(CollectionWorld world, Func<IObjectStore, Task> collect)
    {
        var found = new List<CollectionWorld>();
        for (var step = 1; ; step++)
        {
            var copy = world.Copy();
            var store = SteppedStore.Dying(copy.Store, step);
            await Record.ExceptionAsync(() => collect(store));
            var parts = copy.Names(CollectionObject.Prefix).Select(name => name.Split('/')[^1]).ToList();
            if (parts.Contains(CollectionObject.Condemned) && parts.Contains(CollectionObject.Decided) && !parts.Contains(CollectionObject.Over))
                found.Add(copy);
            if (!store.WasReached)
                break;
        }
        Assert.NotEmpty(found);
        return found;
    }

    private static async Task<RepairReport> RepairAsync(IObjectStore store) =>
        await new RepositoryRepair(await OpenAsync(store)).RunAsync(new CheckOptions { ReadData = true }, null, Cancel);
}
