using Cairn.Repository.Checking;
using Cairn.Repository.Faults;
using Cairn.Repository.Parity;
using Cairn.Repository.Sessions;
using Cairn.Repository.Snapshots;
using Cairn.Repository.Tests.Collecting;
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
