using System.Globalization;
using Cairn.Repository.Chunking;
using Cairn.Repository.Faults;
using Cairn.Repository.Sealing;
using Cairn.Repository.Tests.Support;

namespace Cairn.Repository.Tests.Simulation;

/// <summary>
/// One repository, and a crowd of processes that back up to it, restore, forget, collect, sleep, crash and meet faults, all on
/// one thread and in virtual time. A seed decides everything, so a world that breaks a promise can be run again.
/// </summary>
internal sealed class World
{
    private const int KeptLines = 100;

    public static readonly RepositoryOptions Options = new()
    {
        PassphraseCost = new PassphraseCost(MemoryKiB: 8, Passes: 1),
        PackSize = 64 << 10,
        Chunker = new ChunkerParameters(64, 256, 1024),
    };

    private readonly List<SimulatedProcess> _processes = [];
    private readonly List<TaskCompletionSource> _late = [];
    private readonly Queue<string> _lines = [];
    private readonly Random _rot;
    private int _started;
    private bool _isSettling;
    private SimulatedProcess? _escaped;
    private ViolationException? _violation;
    private Decay _decay = null!;

    private World(int seed, bool breaksProtocol)
    {
        BreaksProtocol = breaksProtocol;
        Random = new Random(seed);
        Profile = Profile.Draw(Random, Actors.Kinds.Count);
        if (breaksProtocol)
            Profile = Profile.WithMoreToCollect(Actors.Kinds);
        _rot = new Random(seed);
        Hosts = [.. Enumerable.Range(0, 3).Select(_ => new Host())];
    }

    /// <summary>Sessions rely on what collections have condemned: snapshots must get lost.</summary>
    public bool BreaksProtocol { get; }

    public Random Random { get; }

    public Profile Profile { get; }

    public MemoryStore Objects { get; } = new();

    public Oracle Oracle { get; private set; } = null!;

    public EventCounts Events { get; } = new();

    public IReadOnlyList<Host> Hosts { get; }

    public int Thread { get; } = Environment.CurrentManagedThreadId;

    public TimeSpan Now { get; private set; }

    public long Steps { get; private set; }

    public bool IsFull { get; private set; }

    public int FaultEvery => _isSettling ? 0 : Profile.FaultEvery;

    /// <summary>What happened last.</summary>
    public IReadOnlyCollection<string> Lines => _lines;

    /// <summary>Nothing goes wrong and nobody is slow: then every process must succeed.</summary>
    public bool IsCalm =>
        Profile is { Rot: Rot.None, FaultEvery: 0, CrashEvery: 0, SleepEvery: 0, ClockJumps: false } && Profile.StepTime < TimeSpan.FromSeconds(0.1);

    /// <summary>Runs the world of a seed for some steps, and then until all that it began has come to its end.</summary>
    /// <exception cref="ViolationException">The repository broke a promise; the message tells how to see it again.</exception>
    public static World Run(int seed, int steps, bool breaksProtocol = false)
    {
        var context = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        var world = new World(seed, breaksProtocol);
        try
        {
            world.Begin();
            while (world.Steps < steps)
                world.Step();
            world.Settle();
            return world;
        }
        catch (Exception e)
        {
            throw new ViolationException(
                $"World.Run(seed: {seed}, steps: {steps}) at step {world.Steps}: {e.Message}\n{world.Profile}\n"
                + string.Join('\n', world._lines),
                e);
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(context);
        }
    }

    public FaultPlan FaultsFor(Random random) => new RandomFaults(this, random);

    /// <summary>A call of the store has taken effect.</summary>
    public void Changed(SimulatedProcess by, StoreCall call, string name)
    {
        Log($"{by}: {(by.IsDead ? "late " : "")}{call} {name}");
        Events.Count($"{call} {name.Split('/')[0]}");
        try
        {
            Oracle.Changed(by, call, name);
        }
        catch (ViolationException e)
        {
            // Who did it may be dead, or at work for long before it fails of this.
            _violation ??= new ViolationException($"{by} did {call} {name}: {e.Message}", e);
        }
    }

    /// <summary>A process went on by another thread than this, which no seed replays.</summary>
    public void Escaped(SimulatedProcess process) => _escaped = process;

    public void Log(string line)
    {
        _lines.Enqueue(string.Create(CultureInfo.InvariantCulture, $"{Steps,6} {Now.TotalSeconds,9:f1} s  {line}"));
        if (_lines.Count > KeptLines)
            _lines.Dequeue();
    }

    private void Begin()
    {
        var store = new UnreliableStore(Objects, new FaultAt(0, Fault.None), new NoTurns());
        var repository = BackupRepository.CreateAsync(
            store, Sample.Passphrase, Options with { Parity = Profile.Parity }, new ProcessTime(this, TimeSpan.Zero), new SeededRandom(Random.Next()), default);
        Oracle = new Oracle(
            Objects, repository.GetAwaiter().GetResult().Keys, Events, () => _processes.Exists(process => process.Collects));
        _decay = new Decay(Objects, Oracle, _rot);
    }

    private void Step()
    {
        Steps++;
        Now += Profile.StepTime * -Math.Log(1 - Random.NextDouble());
        if (!_isSettling)
            Disturb();
        if (_late.Count > 0 && Random.Next(10) == 0)
            Land();
        else if (Next() is { } process)
            Run(process);
        else
            Skip();
        if (_violation is not null)
            throw _violation;
        if (_escaped is not null)
            throw new ViolationException($"process {_escaped} went on by another thread");
    }

    private void Run(SimulatedProcess process)
    {
        process.Step();
        if (!process.IsDone)
            return;
        _processes.Remove(process);
        Log($"{process} ends{(process.Failure is { } failure ? ": " + failure.Message : "")}");
        Events.Count($"{process.What} {process.Failure?.GetType().Name ?? "done"}");
        if (process.Failure is { } found && (found is not RepositoryException || IsCalm || process.What.StartsWith("last", StringComparison.Ordinal)))
            throw new ViolationException($"process {process} failed: {found.GetType().Name}: {found.Message}", found);
    }

    private SimulatedProcess? Next()
    {
        var ready = _processes.FindAll(process => process.CanRun);
        var left = Random.NextDouble() * ready.Sum(process => process.Speed);
        return ready.Find(process => (left -= process.Speed) <= 0) ?? ready.LastOrDefault();
    }

    /// <summary>Nobody has anything to do: on to the time when somebody has.</summary>
    private void Skip()
    {
        var next = _processes.Select(process => process.NextTime).DefaultIfEmpty(TimeSpan.MaxValue).Min();
        if (next < TimeSpan.MaxValue)
            Now = next > Now ? next : Now;
        else if (_processes.Count > 0)
            throw new ViolationException($"process {_processes[0]} waits for nothing that could come");
        else
            Start(Actors.Draw(Random, Profile.Weights));
    }

    private void Start(ActorKind kind)
    {
        var process = new SimulatedProcess(this, ++_started, kind.Name, me => kind.RunAsync(me, this))
        {
            Speed = Math.Pow(4, Random.Next(-2, 2)),
        };
        _processes.Add(process);
        Log($"{process} starts");
    }

    private void Disturb()
    {
        if (_processes.Count < Profile.Crowd && Random.Next(30) == 0)
            Start(Actors.Draw(Random, Profile.Weights));
        if (Profile.Rot != Rot.None && Happens(Profile.RotEvery))
            Decay();
        if (_processes.Count == 0)
            return;
        var process = _processes[Random.Next(_processes.Count)];
        if (Happens(Profile.CrashEvery))
            Crash(process);
        else if (Happens(Profile.SleepEvery))
            Sleep(process);
        else if (Profile.ClockJumps && Happens(300))
            process.Time.Error += TimeSpan.FromSeconds(Random.Next(-10_000, 10_000));
        if (Profile.FaultEvery > 0 && Happens(IsFull ? 60 : 3000))
            IsFull = !IsFull;
    }

    private bool Happens(int every) => every > 0 && Random.Next(every) == 0;

    private void Decay()
    {
        if (_decay.Strike(Profile.Rot) is not { } name)
            return;
        Log($"rot: {name}");
        Events.Count($"rot {Profile.Rot} {name.Split('/')[0]}");
        Oracle.Rotted(name, Profile.Rot == Rot.Healable);
    }

    private void Crash(SimulatedProcess process)
    {
        Log($"{process} dies");
        Events.Count($"{process.What} killed");
        process.Die();
        _processes.Remove(process);
        // What it had asked of the store may still come to pass, at any time.
        _late.AddRange(process.Turns.Where(_ => Random.Next(3) == 0));
    }

    private void Sleep(SimulatedProcess process)
    {
        var time = TimeSpan.FromSeconds(Math.Pow(10, 1 + 4.5 * Random.NextDouble()));
        process.SleepsUntil = Now + time;
        Log($"{process} sleeps for {time.TotalSeconds:f0} s");
    }

    private void Land()
    {
        var index = Random.Next(_late.Count);
        var call = _late[index];
        _late.RemoveAt(index);
        call.SetResult();
    }

    /// <summary>
    /// No more faults, and no new processes: those that are there must come to an end, and all must be well. A check must tell what
    /// is damaged, a repair must leave no damage, backups must bring back what was lost, and a collection must leave nothing that
    /// nobody needs.
    /// </summary>
    private void Settle()
    {
        (_isSettling, IsFull) = (true, false);
        RunAll();
        Oracle.CheckAll();
        // Long enough for whatever died to be taken for dead, however wrong the clocks are.
        Now += TimeSpan.FromDays(30);
        Finish(Checks.Last);
        Finish(Checks.LastRepair);
        Finish(Checks.LastRepair);
        Finish(Checks.AfterRepair);
        Oracle.CheckAll();
        foreach (var host in Hosts)
            Finish(new ActorKind("last backup", (me, world) => Backups.RunAsync(me, world, host)));
        Finish(Checks.LastForget);
        Finish(Actors.LastCollection);
        Finish(Actors.LastCollection);
        Oracle.CheckAll();
        Oracle.CheckNothingIsLeftOver();
    }

    private void Finish(ActorKind kind)
    {
        Start(kind);
        RunAll();
    }

    private void RunAll()
    {
        var last = Steps + 50_000;
        while (_processes.Count + _late.Count > 0)
        {
            if (Steps > last)
                throw new ViolationException($"process {_processes[0]} comes to no end");
            Step();
        }
    }
}
