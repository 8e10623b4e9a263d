using System.Diagnostics;

namespace Cairn.Repository.Tests.Simulation;

/// <summary>
/// Worlds in which everything goes wrong at once (see <see cref="World"/>). A seed that ever broke a promise stays here.
/// </summary>
public sealed class SimulationTests
{
    private const int StepsOfWorld = 3000;

    [Fact]
    public void In_some_worlds_every_acknowledged_snapshot_restores_to_the_byte_whatever_happens()
    {
        for (var seed = 1; seed <= 15; seed++)
            World.Run(seed, StepsOfWorld);
    }

    /// <summary>See also <see cref="FoundTests"/>: after changes a seed may lead elsewhere.</summary>
    [Theory]
    [InlineData(1945676147)]
    [InlineData(1466204242)]
    [InlineData(1852154334)]
    public void Worlds_that_once_broke_a_promise_keep_it(int seed) => World.Run(seed, StepsOfWorld);

    [Fact]
    public void A_world_runs_the_same_way_again()
    {
        var (first, second) = (World.Run(1, StepsOfWorld), World.Run(1, StepsOfWorld));
        Assert.Equal(first.Lines, second.Lines);
        Assert.Equal(first.Objects.Objects.Keys.Order(), second.Objects.Objects.Keys.Order());
    }

    /// <summary>About one world in ten shows it, and takes a fifth of a second of a processor: from whichever seed on, a minute is plenty.</summary>
    [Fact]
    public void Sessions_that_rely_on_what_is_condemned_are_found_out_within_a_minute()
    {
        var (seed, found) = (Random.Shared.Next(), "");
        for (var watch = Stopwatch.StartNew(); found.Length == 0 && watch.Elapsed < TimeSpan.FromMinutes(1); seed++)
        {
            try
            {
                World.Run(seed, StepsOfWorld, breaksProtocol: true);
            }
            catch (ViolationException e)
            {
                found = e.Message.Split('\n')[0];
            }
        }
        TestContext.Current.TestOutputHelper?.WriteLine($"Seed {seed - 1}: {found}");
        Assert.Matches("names the chunk .*, which can't be had|lost its chunk", found);
    }

    [Fact]
    [Trait("Length", "long")]
    public void In_ten_minutes_of_worlds_nobody_saw_before_no_promise_is_broken() =>
        Explore(TimeSpan.FromMinutes(10));

    /// <summary>Fresh worlds until the time is up.</summary>
    private static void Explore(TimeSpan time)
    {
        var output = TestContext.Current.TestOutputHelper;
        var (seed, worlds, steps, snapshots) = (Random.Shared.Next(), 0L, 0L, 0L);
        var events = new EventCounts();
        output?.WriteLine($"Seeds from {seed} on.");
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < time; seed++)
        {
            var world = World.Run(seed, StepsOfWorld);
            events.Add(world.Events);
            (worlds, steps, snapshots) = (worlds + 1, steps + world.Steps, snapshots + world.Oracle.Acknowledged);
        }
        output?.WriteLine($"{worlds} seeds, {steps} steps, {snapshots} snapshots acknowledged; no promise was broken.");
        output?.WriteLine(events.ToString());
    }
}
