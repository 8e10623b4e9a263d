using Cairn.Repository.Checking;
using Cairn.Repository.Faults;
using Cairn.Repository.Sessions;
using Cairn.Repository.Snapshots;
using Cairn.Repository.Tests.Collecting;
using Cairn.Repository.Tests.Support;
using static Cairn.Repository.Tests.Checking.HurtSnapshot;
using static Cairn.Repository.Tests.Support.Sample;

namespace Cairn.Repository.Tests.Checking;

/// <summary>Snapshots that were forgotten while repairs were about: what those leave, and what says that they were ended.</summary>
public sealed class ForgottenRepairTests
{
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

    /// <summary>One took the fence away, another one put the snapshot back, and both died before they could see what they had done.</summary>
    [Fact]
    public async Task What_dead_repairs_put_back_does_not_stay()
    {
        var world = await NewAsync(Harm.ParityDamaged);
        var id = world.Kept.Keys.First();
        var name = SnapshotObject.NameOf(id);
        var content = world.Store.Objects[name];
        foreach (var process in new[] { HostProcess.Current, HostProcess.Current with { ProcessId = int.MaxValue } })
            await ShowRepairAsync(world, id, process);
        await world.ForgetAsync(await world.OpenAsync(), id);
        await world.CollectAsync();
        world.Store.Objects[name] = content;
        await world.CollectAsync();
        await AssertForgottenAsync(world, id);
    }

    [Fact]
    public async Task A_snapshot_that_is_said_to_be_forgotten_is_left_alone_by_repairs_and_removed_by_collectors()
    {
        var world = await NewAsync(Harm.Damaged);
        var id = world.Kept.Keys.First();
        var repository = await world.OpenAsync();
        await SnapshotRepair.EndAllAsync(repository, id, Cancel);
        Assert.False(await new ObjectRepair(repository).TryPutBackAsync(SnapshotObject.NameOf(id), Cancel));
        await world.AssertRestorableAsync();
        world.Kept.Remove(id);
        await world.CollectAsync();
        await AssertForgottenAsync(world, id);
        await world.AssertCleanAsync();
    }

    [Fact]
    public async Task Who_can_only_write_cannot_say_that_a_snapshot_is_forgotten()
    {
        var world = await NewAsync(Harm.Damaged);
        var id = world.Kept.Keys.First();
        var (repository, name) = (await world.OpenAsync(), SessionObject.EndedOf(id));
        var forged = SessionObject.Encode(
            repository.Keys,
            name,
            new SessionBegin { Process = HostProcess.Current, Program = "test", Begun = DateTimeOffset.UtcNow },
            FormatJson.Default.SessionBegin);
        // Also when the repair has deleted what is damaged already.
        var store = new HookedStore(world.Store, async (call, what) =>
        {
            if ((call, what) == (StoreCall.Delete, SnapshotObject.NameOf(id)))
                await world.Store.PutAsync(name, forged, Cancel);
        });
        await RepairAsync(store);
        Assert.Contains(name, world.Store.Objects.Keys);
        await world.AssertWholeAsync();
        await world.CollectAsync();
        await world.AssertCleanAsync();

        await world.Store.PutAsync(name, forged, Cancel);
        await SnapshotRepair.EndAllAsync(repository, id, Cancel);
        Assert.True(await SnapshotRepair.IsEndedAsync(repository, id, Cancel));
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
}
