using Cairn.Repository.Checking;
using Cairn.Repository.Faults;
using Cairn.Repository.ObjectStore;
using Cairn.Repository.Parity;
using Cairn.Repository.Sessions;
using Cairn.Repository.Snapshots;
using Cairn.Repository.Tests.Collecting;
using static Cairn.Repository.Tests.Support.Sample;

namespace Cairn.Repository.Tests.Checking;

/// <summary>A snapshot that a repair can make whole, beside a sound one; and what must hold when it was forgotten meanwhile.</summary>
internal static class HurtSnapshot
{
    /// <summary>Two snapshots, of which the first is hurt.</summary>
    public static async Task<CollectionWorld> NewAsync(Harm harm)
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

    /// <summary>What a repair of that process has left; gives its name.</summary>
    public static async Task<string> ShowRepairAsync(CollectionWorld world, SnapshotId id, HostProcess process)
    {
        var name = SessionObject.NewRepairOf(id, RandomSource.System);
        var begin = new SessionBegin { Process = process, Program = "test", Begun = DateTimeOffset.UtcNow };
        var keys = (await world.OpenAsync()).Keys;
        await world.Store.PutAsync(name, SessionObject.Encode(keys, name, begin, FormatJson.Default.SessionBegin), Cancel);
        return name;
    }

    public static async Task AssertForgottenAsync(CollectionWorld world, SnapshotId id)
    {
        await AssertAllRestoreAsync(world);
        Assert.True(await new SnapshotList(await world.OpenAsync()).IsFencedAsync(id, Cancel));
        await world.CollectAsync();
        await world.AssertWholeAsync();
    }

    public static async Task<RepairReport?> RepairAsync(IObjectStore store)
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
    public static async Task AssertAllRestoreAsync(CollectionWorld world)
    {
        var repository = await world.OpenAsync();
        await foreach (var snapshot in new SnapshotList(repository).ReadAllAsync(Cancel))
            await RestoreAsync(repository, snapshot);
    }
}
