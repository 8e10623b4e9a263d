namespace Cairn.Repository.Tests.Simulation;

/// <summary>
/// What one world is like. Each seed draws its own, so that some worlds are calm, some fail all the time, and some have none of
/// this but much of that: bugs need odd mixtures.
/// </summary>
internal sealed record Profile
{
    /// <summary>Of this many calls of the store one goes wrong; 0: none.</summary>
    public required int FaultEvery { get; init; }

    /// <summary>Of this many steps one kills a process; 0: none.</summary>
    public required int CrashEvery { get; init; }

    /// <summary>Of this many steps one puts a process to sleep; 0: none.</summary>
    public required int SleepEvery { get; init; }

    public required bool ClockJumps { get; init; }

    /// <summary>Time that passes with a step, on average.</summary>
    public required TimeSpan StepTime { get; init; }

    /// <summary>How many processes are there at once, at most.</summary>
    public required int Crowd { get; init; }

    /// <summary>How many different file contents there are: the fewer, the oftener one that is going is wanted again.</summary>
    public required int Contents { get; init; }

    /// <summary>How often each kind of process starts, relative to the others.</summary>
    public required IReadOnlyList<int> Weights { get; init; }

    public required bool Parity { get; init; }

    public required Rot Rot { get; init; }

    /// <summary>Of this many steps one damages an object at rest.</summary>
    public required int RotEvery { get; init; }

    public static Profile Draw(Random random, int kinds)
    {
        int Rarely(int most, int least) => random.Next(3) == 0 ? 0 : random.Next(most, least);
        var rot = (Rot)random.Next(3);
        return new Profile
        {
            FaultEvery = Rarely(15, 600),
            CrashEvery = Rarely(60, 1500),
            SleepEvery = Rarely(60, 1000),
            ClockJumps = random.Next(2) == 0,
            StepTime = TimeSpan.FromSeconds(Math.Pow(10, random.Next(-2, 2))),
            Crowd = random.Next(2, 9),
            Contents = random.Next(4, 50),
            Parity = rot == Rot.Healable || random.Next(3) == 0,
            Rot = rot,
            RotEvery = rot == Rot.Healable ? random.Next(30, 600) : random.Next(300, 2000),
            Weights = [.. Enumerable.Range(0, kinds).Select(_ => random.Next(5) == 0 ? 0 : random.Next(1, 10))],
        };
    }

    /// <summary>
    /// The same, but nothing goes wrong, and many back up, forget and collect what is wanted again: where sessions rely on what
    /// collections have condemned, that shows soon.
    /// </summary>
    public Profile WithMoreToCollect(IReadOnlyList<ActorKind> kinds) => this with
    {
        FaultEvery = 0,
        CrashEvery = 0,
        SleepEvery = 0,
        ClockJumps = false,
        Rot = Rot.None,
        StepTime = TimeSpan.FromSeconds(1),
        Crowd = 8,
        Contents = 10 + Contents % 20,
        Weights = [.. kinds.Select(kind => kind.Name switch { "backup" => 5, "forget and prune" => 8, _ => 0 })],
    };
}
