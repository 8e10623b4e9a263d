using Cairn.Repository.Collecting;
using Cairn.Repository.Faults;
using Cairn.Repository.Packs;
using Cairn.Repository.Parity;
using Cairn.Repository.Sessions;
using Cairn.Repository.Tests.Support;
using static Cairn.Repository.Tests.Support.Sample;

namespace Cairn.Repository.Tests.Collecting;

/// <summary>Collections around which the store changes: by others who sleep, by losses, by writers.</summary>
public sealed class OvertakenCollectionTests
{
    private static readonly string Condemned = CollectionObject.NameOf(1, CollectionObject.Condemned);
    private static readonly string Sessions = CollectionObject.NameOf(1, CollectionObject.Sessions);

    /// <summary>One puts the list of sessions again when the collection is over, and another one the condemned list.</summary>
    [Fact]
    public async Task Two_collectors_that_slept_early_do_not_make_a_verdict_look_lost()
    {
        var world = await CollectionWorld.CreateAsync();
        byte[]? condemned = null;
        var isLate = false;
        var store = new HookedStore(
            world.Store,
            async (call, name) =>
            {
                if (condemned is not null || (call, name) != (StoreCall.Put, Sessions))
                    return;
                condemned = world.Store.Objects[Condemned];
                await world.CollectAsync();
                world.AssertCollectionsAreOver();
            },
            async (call, name) =>
            {
                if (isLate || (call, name) != (StoreCall.Put, Sessions))
                    return;
                isLate = true;
                Assert.True(await world.Store.PutAsync(Condemned, condemned, Cancel));
                await world.CollectAsync();
            });
        await CollectionWorld.CollectAsync(await OpenAsync(store));
        Assert.True(isLate);
        await world.CollectAsync();
        await world.AssertCleanAsync();
    }

    /// <summary>World.Run(21493, 3000): it finds another's list in its place, which is gone before it can read that.</summary>
    [Fact]
    public async Task A_collection_that_others_finish_while_it_begins_is_no_failure()
    {
        var world = await CollectionWorld.CreateAsync();
        var session = await WriteSession.BeginAsync(await world.OpenAsync(), Cancel);
        var store = new HookedStore(world.Store, async (call, name) =>
        {
            if ((call, name) == (StoreCall.Put, Condemned))
                Assert.Single((await world.CollectAsync()).WaitingFor);
            if ((call, name) != (StoreCall.Get, Condemned) || session is null)
                return;
            await session.DisposeAsync();
            session = null;
            await world.CollectAsync();
            Assert.DoesNotContain(Condemned, world.Store.Objects.Keys);
        });
        await CollectionWorld.CollectAsync(await OpenAsync(store));
        Assert.Null(session);
        await world.AssertCleanAsync();
    }

    /// <summary>Of chunks that are there twice a collection keeps the ones, which it has found sound, and removes the others.</summary>
    [Fact]
    public async Task What_is_lost_after_it_was_found_sound_is_kept_where_it_is_twice()
    {
        var world = new CollectionWorld();
        var files = Files(("a", RandomBytes(1, 90_000)));
        await world.BackUpAsync(await CreateAsync(world.Store), files);
        var first = world.Names(PackId.Prefix).Select(world.Hide).ToList();
        await world.BackUpAsync(await world.OpenAsync(), files);
        first.ForEach(world.Show);
        var isLost = false;
        var store = new HookedStore(world.Store, (_, _) => Task.CompletedTask, async (call, name) =>
        {
            if (isLost || (call, name) != (StoreCall.Put, Condemned))
                return;
            isLost = true;
            var going = (await new Collection(await world.OpenAsync(), 1).ReadCondemnedAsync(Cancel))!.Packs.Select(places => places.Pack.ObjectName);
            foreach (var kept in world.Names(PackId.Prefix).Except(going).ToList())
            {
                world.Hide(kept);
                world.Hide(ParityObjects.NameOf(kept));
            }
        });
        await CollectionWorld.CollectAsync(await OpenAsync(store));
        Assert.True(isLost);
        await world.AssertRestorableAsync();
    }

    /// <summary>It looks again, as another collection may have moved what is missing, but not for ever.</summary>
    [Fact]
    public async Task What_is_lost_stops_a_collection_however_fast_writers_change_the_index()
    {
        var world = new CollectionWorld();
        await world.BackUpAsync(await CreateAsync(world.Store), Files(("a", RandomBytes(1, 90_000))));
        foreach (var pack in world.Names(PackId.Prefix).ToList())
            world.Damage(pack, 200);
        foreach (var pack in world.Names(PackId.Prefix).ToList())
            world.Hide(pack);
        var backups = 0;
        var store = new HookedStore(world.Store, async (call, name) =>
        {
            if ((call, name) == (StoreCall.List, PackId.Prefix) && backups < 20)
                await world.BackUpAsync(await world.OpenAsync(), Files(("b", RandomBytes(100 + backups++, 5_000))));
        });
        await Assert.ThrowsAsync<RepositoryDamagedException>(async () => await CollectionWorld.CollectAsync(await OpenAsync(store)));
        Assert.InRange(backups, 3, 6);
    }
}
