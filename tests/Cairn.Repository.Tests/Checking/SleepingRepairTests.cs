using Cairn.Repository.Checking;
using Cairn.Repository.Faults;
using Cairn.Repository.Sessions;
using Cairn.Repository.Snapshots;
using Cairn.Repository.Tests.Collecting;
using Cairn.Repository.Tests.Support;
using static Cairn.Repository.Tests.Checking.HurtSnapshot;
using static Cairn.Repository.Tests.Support.Sample;

namespace Cairn.Repository.Tests.Checking;

/// <summary>Repairs of snapshots that sleep at any step, while others forget and collect.</summary>
public sealed class SleepingRepairTests
{
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
                if (second is null || (call, what) != (StoreCall.Delete, name) || wakes.Task.IsCompleted)
                    return;
                Assert.DoesNotContain(name, world.Store.Objects.Keys);
                wakes.SetResult();
                await second;
            });
        await RepairAsync(firstStore);
        Assert.True(second?.IsCompleted);
        Assert.True(hasPut);
        await AssertForgottenAsync(world, id);
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

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
