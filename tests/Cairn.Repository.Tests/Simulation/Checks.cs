using Cairn.Repository.Checking;
using Cairn.Repository.Faults;
using Cairn.Repository.Sealing;
using Cairn.Repository.Snapshots;

namespace Cairn.Repository.Tests.Simulation;

/// <summary>Processes that look after a repository.</summary>
internal static class Checks
{
    private static readonly CheckOptions ReadData = new() { ReadData = true };

    /// <summary>What is damaged must be found, and nothing that isn't.</summary>
    public static ActorKind Last { get; } = new("last check", async (me, world) =>
        world.Oracle.CheckReport(await CheckAsync(me, ReadData)));

    /// <summary>After a repair there is no damaged object any more, only what was lost.</summary>
    public static ActorKind AfterRepair { get; } = new("last check of all", async (me, world) =>
    {
        var report = await CheckAsync(me, ReadData);
        var left = report.Findings.Where(finding => finding.Path is null && !world.Oracle.IsLost(finding.Snapshot)).Select(found => found.ToString())
            .Concat(report.Unprotected).ToList();
        if (left.Count > 0)
            throw new ViolationException($"a repair left {string.Join("; ", left)}");
        world.Oracle.CheckReport(report);
    });

    public static ActorKind LastRepair { get; } = new("last repair", (me, _) => RepairAsync(me, ReadData));

    /// <summary>Gives up what is lost, as a person would.</summary>
    public static ActorKind LastForget { get; } = new("last forget", ForgetBrokenAsync);

    public static async Task CheckAsync(SimulatedProcess me, World world)
    {
        var report = await CheckAsync(me, DrawOptions(me));
        // Forgetting deletes the parity first: a snapshot that had rotted is lost from then on until it is gone.
        if (report.Findings.FirstOrDefault(finding => finding.State == DamageState.Lost && !world.Oracle.IsForgotten(finding.Snapshot)) is { } loss
            && world.Profile is { FaultEvery: 0, Rot: not Rot.Beyond })
            throw new ViolationException($"a check found a loss where there is none: {loss}");
    }

    public static Task RepairAsync(SimulatedProcess me, World world) =>
        RepairAsync(me, me.Random.Choose(4) == 0 ? DrawOptions(me) : ReadData);

    /// <summary>Adds a passphrase, and removes one that such a process has added.</summary>
    public static async Task ChangeKeysAsync(SimulatedProcess me, World world)
    {
        var repository = await me.OpenAsync();
        var slots = new KeySlots(repository);
        await slots.AddAsync("second passphrase", "second", World.Options.PassphraseCost, writeOnly: me.Random.Choose(2) == 0, default);
        foreach (var slot in await slots.ListAsync(default).Where(slot => slot.Label == "second").ToListAsync())
            try
            {
                await slots.RemoveAsync(slot.Id, default);
            }
            catch (NoSuchKeyException)
            {
                // Another process was quicker.
            }
    }

    private static async Task ForgetBrokenAsync(SimulatedProcess me, World world)
    {
        var snapshots = new SnapshotList(await me.OpenAsync());
        foreach (var id in world.Oracle.Broken())
        {
            world.Oracle.Forget(id);
            if (await snapshots.ForgetAsync(id, default))
                world.Oracle.Forgot(id);
        }
    }

    private static CheckOptions DrawOptions(SimulatedProcess me) => me.Random.Choose(3) switch
    {
        0 => new CheckOptions(),
        1 => ReadData,
        _ => new CheckOptions { ReadData = true, Scrub = true, Percent = 1 + me.Random.Choose(50) },
    };

    private static async Task<CheckReport> CheckAsync(SimulatedProcess me, CheckOptions options) =>
        await new RepositoryCheck(await me.OpenAsync()).RunAsync(options, null, default);

    private static async Task RepairAsync(SimulatedProcess me, CheckOptions options)
    {
        me.Repairs = true;
        await new RepositoryRepair(await me.OpenAsync()).RunAsync(options, null, default);
        me.Repairs = false;
    }
}
