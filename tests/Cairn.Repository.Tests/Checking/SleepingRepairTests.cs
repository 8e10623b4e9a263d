using Cairn.Repository.Checking;
using Cairn.Repository.Faults;
using Cairn.Repository.Parity;
using Cairn.Repository.Sessions;
using Cairn.Repository.Snapshots;
using Cairn.Repository.Tests.Collecting;
using Cairn.Repository.Tests.Support;
using static Cairn.Repository.Tests.Support.Sample;

namespace Cairn.Repository.Tests.Checking;

/// <summary>Repairs of snapshots that sleep at any step, while others forget and collect.</summary>
public sealed class SleepingRepairTests
{
    public enum Harm
    {
        Lost,
        Damaged,
        ParityDamaged,
    }

    [Theory]
    [InlineData(Harm.Lost)]
    [InlineData(Harm.Damaged)]
    [InlineData(Harm.ParityDamaged)]
    public async Task A_snapshot_that_is_forgotten_while_a_repair_sleeps_stays_forgotten(Harm harm)
    {
        var world = await NewAsync(harm);
        var id = world.Kept.Keys.First();
        for (var step = 1; ; step++)
        {
            var copy = world.Copy();
            var isForgotten = false;
            var store = new SteppedStore(copy.Store, step, async () =>
            {
                isForgotten = await new SnapshotList(await copy.OpenAsync()).ForgetAsync(id, Cancel);
                Assert.True(isForgotten);
                copy.Kept.Remove(id);
                await copy.CollectAsync();
            });
            await RepairAsync(store);
            await AssertAllRestoreAsync(copy);
            if (!store.WasReached)
                return;
            Assert.DoesNotContain(id, await new SnapshotList(await copy.OpenAsync()).ListIdsAsync(Cancel).ToListAsync(Cancel));
            await copy.CollectAsync();
            await RepairAsync(copy.Store);
            await AssertAllRestoreAsync(copy);
            Assert.DoesNotContain(id, await new SnapshotList(await copy.OpenAsync()).ListIdsAsync(Cancel).ToListAsync(Cancel));
        }
    }

    [Trait("Length", "long")]
    [Theory]
    [InlineData(Harm.Lost)]
    [InlineData(Harm.Damaged)]
    [InlineData(Harm.ParityDamaged)]
    public async Task Whoever_dies_in_forgetting_meanwhile_no_snapshot_comes_back_without_its_chunks(Harm harm)
    {
        var world = await NewAsync(harm);
        var id = world.Kept.Keys.First();
        var mostDeaths = 0;
        for (var step = 1; ; step++)
        {
            var wasReached = false;
            for (var death = 1; ; death++)
            {
                var copy = world.Copy();
                var hasDied = false;
                var store = new SteppedStore(copy.Store, step, async () =>
                {
                    var repository = await OpenAsync(SteppedStore.Dying(copy.Store, death + 5));
                    hasDied = await Record.ExceptionAsync(() => new SnapshotList(repository).ForgetAsync(id, Cancel)) is not null;
                    copy.Kept.Remove(id);
                    await Record.ExceptionAsync(() => copy.CollectAsync());
                });
                await RepairAsync(store);
                await AssertAllRestoreAsync(copy);
                wasReached = store.WasReached;
                if (!hasDied)
                    break;
                mostDeaths = Math.Max(mostDeaths, death);
            }
            if (!wasReached)
                break;
        }
        Assert.True(mostDeaths > 4, $"died at {mostDeaths} steps");
    }

    [Fact]
    public async Task A_repair_that_dies_anywhere_is_done_by_the_next()
    {
        foreach (var harm in Enum.GetValues<Harm>())
        {
            var world = await NewAsync(harm);
            for (var step = 1; ; step++)
            {
                var copy = world.Copy();
                var store = SteppedStore.Dying(copy.Store, step);
                await RepairAsync(store);
                Assert.All((await RepairAsync(copy.Store))!.Check.Findings, finding => Assert.Equal(DamageState.Healed, finding.State));
                await copy.AssertWholeAsync();
                Assert.Equal(world.Kept.Count, (await new SnapshotList(await copy.OpenAsync()).ListIdsAsync(Cancel).ToListAsync(Cancel)).Count);
                if (!store.WasReached)
                    break;
            }
        }
    }

    /// <summary>
    /// The first sleeps before it deletes what is damaged, the second before it puts what is sound; then the first takes the fence
    /// away, and the second goes on before the first looks. It may die then.
    /// </summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Two_repairs_that_sleep_do_not_bring_back_what_was_forgotten(bool secondDies)
    {
        var world = await NewAsync(Harm.Damaged);
        var id = world.Kept.Keys.First();
        var name = SnapshotObject.NameOf(id);
        var (sleeps, wakes) = (NewSignal(), NewSignal());
        var hasPut = false;
        var secondStore = new HookedStore(world.Store, async (call, what) =>
        {
            if (hasPut && secondDies)
                throw new StoreFailedException("store", "it died by the script");
            if (hasPut || (call, what) != (StoreCall.Put, name))
                return;
            hasPut = true;
            sleeps.SetResult();
            await wakes.Task;
        });
        Task? second = null;
        var firstStore = new HookedStore(
            world.Store,
            async (call, what) =>
            {
                if (second is not null || (call, what) != (StoreCall.Delete, name))
                    return;
                second = RepairAsync(secondStore);
                await sleeps.Task;
                await world.ForgetAsync(await world.OpenAsync(), id);
                await world.CollectAsync();
                Assert.True(await new SnapshotList(await world.OpenAsync()).IsFencedAsync(id, Cancel));
            },
            async (call, what) =>
            {
                if (second is null || (call, what) != (StoreCall.Delete, name) || !wakes.TrySetResult())
                    return;
                Assert.DoesNotContain(name, world.Store.Objects.Keys);
                await second;
            });
        await RepairAsync(firstStore);
        Assert.True(second?.IsCompleted);
        Assert.True(hasPut);
        await AssertForgottenAsync(world, id);
    }

    /// <summary>A repair that died had taken the fence away, and another one sleeps before it puts the snapshot.</summary>
    [Fact]
    public async Task A_fence_that_a_dead_repair_took_away_is_put_again()
    {
        var world = await NewAsync(Harm.Lost);
        var id = world.Kept.Keys.First();
        var name = SnapshotObject.NameOf(id);
        var dead = await ShowRepairAsync(world, id, HostProcess.Current with { ProcessId = int.MaxValue });
        var store = new HookedStore(world.Store, async (call, what) =>
        {
            if ((call, what) != (StoreCall.Put, name) || !world.Kept.ContainsKey(id))
                return;
            await world.ForgetAsync(await world.OpenAsync(), id);
            world.Store.Objects.TryRemove(name, out _);
            await world.CollectAsync();
            Assert.True(await new SnapshotList(await world.OpenAsync()).IsFencedAsync(id, Cancel));
        });
        await RepairAsync(store);
        Assert.DoesNotContain(dead, world.Store.Objects.Keys);
        await AssertForgottenAsync(world, id);
    }

    /// <summary>A list that was begun before may show that repairs were ended, and not the repair.</summary>
    [Fact]
    public async Task That_repairs_were_ended_stays_while_one_is_half_listed()
    {
        var world = await NewAsync(Harm.Lost);
        var id = world.Kept.Keys.First();
        var repair = await ShowRepairAsync(world, id, HostProcess.Current);
        await world.ForgetAsync(await world.OpenAsync(), id);
        var half = new HalfListingStore(world.Store, found => found == repair);
        await CollectionWorld.CollectAsync(await OpenAsync(half));
        Assert.Contains(SessionObject.EndedOf(id), world.Store.Objects.Keys);
        world.Store.Objects.TryRemove(repair, out _);
        await world.CollectAsync();
        await world.AssertCleanAsync();
    }

    /// <summary>
    /// A writer that hasn't heard that it committed, and sleeps before it puts its snapshot again, while a repair sleeps that read
    /// the snapshot as damaged and takes the fence away.
    /// </summary>
    [Fact]
    public async Task A_writer_and_a_repair_that_sleep_do_not_bring_back_what_was_forgotten()
    {
        var world = await NewAsync(Harm.Damaged);
        var id = world.Kept.Keys.First();
        var name = SnapshotObject.NameOf(id);
        var content = world.Store.Objects[name].ToArray();
        content[100] ^= 1;
        await world.Store.PutAsync(SessionObject.BeginOf(id), new byte[1], Cancel);
        var (isForgotten, hasPut) = (false, false);
        var store = new HookedStore(
            world.Store,
            async (call, what) =>
            {
                if (isForgotten || (call, what) != (StoreCall.Delete, name))
                    return;
                isForgotten = true;
                await world.ForgetAsync(await world.OpenAsync(), id);
                await world.CollectAsync();
            },
            async (call, what) =>
            {
                // The writer puts it once.
                if (!hasPut && (call, what) == (StoreCall.Delete, name))
                    hasPut = await world.Store.PutAsync(name, content, Cancel);
            });
        await RepairAsync(store);
        Assert.True(isForgotten && hasPut);
        await AssertForgottenAsync(world, id);
    }

    /// <summary>Who can only write could say so of any snapshot.</summary>
    [Fact]
    public async Task A_damaged_snapshot_of_which_repairs_were_ended_is_left_alone()
    {
        var world = await NewAsync(Harm.Damaged);
        var id = world.Kept.Keys.First();
        var repository = await world.OpenAsync();
        await SnapshotRepair.EndAllAsync(repository, id, Cancel);
        Assert.False(await new ObjectRepair(repository).TryPutBackAsync(SnapshotObject.NameOf(id), Cancel));
        await world.AssertRestorableAsync();
        await world.CollectAsync();
        Assert.True(await new ObjectRepair(repository).TryPutBackAsync(SnapshotObject.NameOf(id), Cancel));
        await world.AssertCleanAsync();
    }

    /// <summary>Late parity lies over it, from which the forgotten snapshot could be made.</summary>
    [Fact]
    public async Task A_fence_is_never_taken_for_a_damaged_snapshot()
    {
        var world = await NewAsync(Harm.Lost);
        var id = world.Kept.Keys.First();
        var repository = await world.OpenAsync();
        await SessionFence.PutAsync(repository, id, Cancel);
        Assert.False(await new ObjectRepair(repository).TryPutBackAsync(SnapshotObject.NameOf(id), Cancel));
        Assert.True(await new SnapshotList(repository).IsFencedAsync(id, Cancel));
    }

    [Fact]
    public async Task A_lost_snapshot_can_be_forgotten()
    {
        var world = await NewAsync(Harm.Lost);
        var id = world.Kept.Keys.First();
        await Assert.ThrowsAsync<RepositoryDamagedException>(() => world.CollectAsync());
        Assert.True(await new SnapshotList(await world.OpenAsync()).ForgetAsync(id, Cancel));
        world.Kept.Remove(id);
        await world.CollectAsync();
        await world.AssertCleanAsync();
    }

    /// <summary>Two snapshots, of which the first is hurt.</summary>
    private static async Task<CollectionWorld> NewAsync(Harm harm)
    {
        var world = new CollectionWorld();
        var repository = await CreateAsync(world.Store);
        await world.BackUpAsync(repository, Files(("a", RandomBytes(1, 20_000))));
        await world.BackUpAsync(repository, Files(("b", RandomBytes(2, 20_000))));
        var name = SnapshotObject.NameOf(world.Kept.Keys.First());
        if (harm == Harm.Lost)
            world.Store.Objects.TryRemove(name, out _);
        else
            world.Store.Objects[harm == Harm.Damaged ? name : ParityObjects.NameOf(name)][100] ^= 1;
        return world;
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>What a repair of that process has left; gives its name.</summary>
    private static async Task<string> ShowRepairAsync(CollectionWorld world, SnapshotId id, HostProcess process)
    {
        var name = SessionObject.NewRepairOf(id, RandomSource.System);
        var begin = new SessionBegin { Process = process, Program = "test", Begun = DateTimeOffset.UtcNow };
        var keys = (await world.OpenAsync()).Keys;
        await world.Store.PutAsync(name, SessionObject.Encode(keys, name, begin, FormatJson.Default.SessionBegin), Cancel);
        return name;
    }

    private static async Task AssertForgottenAsync(CollectionWorld world, SnapshotId id)
    {
        await AssertAllRestoreAsync(world);
        Assert.True(await new SnapshotList(await world.OpenAsync()).IsFencedAsync(id, Cancel));
        await world.CollectAsync();
        await world.AssertWholeAsync();
    }

    private static async Task<RepairReport?> RepairAsync(Cairn.Repository.ObjectStore.IObjectStore store)
    {
        try
        {
            return await new RepositoryRepair(await OpenAsync(store)).RunAsync(new CheckOptions(), null, Cancel);
        }
        catch (RepositoryException)
        {
            return null;
        }
    }

    /// <summary>Also those that came back; one that is damaged and half forgotten stays unreadable.</summary>
    private static async Task AssertAllRestoreAsync(CollectionWorld world)
    {
        var repository = await world.OpenAsync();
        await foreach (var snapshot in new SnapshotList(repository).ReadAllAsync(Cancel))
            await RestoreAsync(repository, snapshot);
    }
}
