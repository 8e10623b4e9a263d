using Cairn.Repository.Collecting;
using Cairn.Repository.Faults;
using Cairn.Repository.Index;
using Cairn.Repository.Snapshots;

namespace Cairn.Repository.Tests.Simulation;

/// <summary>What simulated processes do.</summary>
internal static class Actors
{
    public static IReadOnlyList<ActorKind> Kinds { get; } =
    [
        new("backup", Backups.RunAsync),
        new("restore", RestoreAsync),
        new("rebuild-index", RebuildIndexAsync),
        new("forget", ForgetAsync),
        new("prune", CollectAsync),
        new("forget and prune", async (me, world) =>
        {
            await ForgetAsync(me, world);
            await CollectAsync(me, world);
        }),
        new("check", Checks.CheckAsync),
        new("repair", Checks.RepairAsync),
        new("change keys", Checks.ChangeKeysAsync),
    ];

    /// <summary>Waits for whatever still seems to live, and rewrites every pack that has any waste.</summary>
    public static ActorKind LastCollection { get; } = new("last prune", (me, _) =>
        CollectAsync(me, new CollectionOptions { Wait = true, PackWaste = 0, TotalWaste = 0 }));

    /// <summary>Backups always have a weight: without them nothing happens.</summary>
    public static ActorKind Draw(Random random, IReadOnlyList<int> weights)
    {
        int Weight(int kind) => kind == 0 ? 5 + weights[0] : weights[kind];
        var left = random.Next(Enumerable.Range(0, Kinds.Count).Sum(Weight));
        for (var kind = 0; ; kind++)
            if ((left -= Weight(kind)) < 0)
                return Kinds[kind];
    }

    /// <summary>May fail while others delete, but gives no wrong bytes.</summary>
    private static async Task RestoreAsync(SimulatedProcess me, World world)
    {
        if (world.Oracle.Choose(me.Random) is not { } id)
            return;
        try
        {
            var repository = await me.OpenAsync();
            var snapshot = await new SnapshotList(repository).ReadAsync(id, default);
            var files = await Restoring.FilesAsync(repository, snapshot.Root);
            if (!Restoring.AreSame(files, world.Oracle.FilesOf(id)))
                throw new ViolationException($"a restore of {id} gave something else without an error");
        }
        catch (RepositoryException) when (world.Oracle.MayFail(id))
        {
            // It went while it was read, or something of it had gone before.
        }
    }

    private static async Task ForgetAsync(SimulatedProcess me, World world)
    {
        var repository = await me.OpenAsync();
        var snapshots = new SnapshotList(repository);
        var all = await snapshots.ListIdsAsync(default).ToListAsync();
        foreach (var id in all.Where(_ => me.Random.Choose(4) == 0))
        {
            world.Oracle.Forget(id);
            if (await snapshots.ForgetAsync(id, default))
                world.Oracle.Forgot(id);
        }
    }

    private static Task CollectAsync(SimulatedProcess me, World world) => CollectAsync(me, new CollectionOptions
    {
        Wait = me.Random.Choose(2) == 0,
        PackWaste = me.Random.Choose(3) * 0.1,
        TotalWaste = me.Random.Choose(2) * 0.02,
    });

    private static async Task CollectAsync(SimulatedProcess me, CollectionOptions options) =>
        await new GarbageCollection(await me.OpenAsync(), options, null).RunAsync(default);

    private static async Task RebuildIndexAsync(SimulatedProcess me, World world)
    {
        var repository = await me.OpenAsync();
        await new IndexRebuild(repository).RunAsync(default);
    }
}
