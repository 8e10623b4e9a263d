using Cairn.Repository.ObjectStore;
using Cairn.Repository.Tests.Support;

namespace Cairn.Repository.Tests.Simulation;

/// <summary>
/// A program that works on the repository. Whatever it waits for ends up in here, and goes on when the world says so: its
/// calls of the store, its timers, its other continuations. It can sleep, and it can die between any two of those.
/// </summary>
internal sealed class SimulatedProcess : SynchronizationContext, ITurns
{
    private readonly World _world;
    private readonly Random _random;
    private readonly List<(SendOrPostCallback Callback, object? State)> _posted = [];
    private readonly List<TaskCompletionSource> _turns = [];
    private Task _work = Task.CompletedTask;

    public SimulatedProcess(World world, int number, string what, Func<SimulatedProcess, Task> work)
    {
        (_world, Number, What) = (world, number, what);
        _random = new Random(world.Random.Next());
        Random = new SeededRandom(_random.Next());
        Time = new ProcessTime(world, TimeSpan.FromSeconds(world.Profile.ClockJumps ? _random.Next(-100_000, 100_000) : 0));
        Store = new UnreliableStore(world.Objects, world.FaultsFor(_random), this, (call, name) => world.Changed(this, call, name));
        _posted.Add((_ => _work = work(this), null));
    }

    public int Number { get; }

    public string What { get; }

    public RandomSource Random { get; }

    /// <summary>How many times the others' share of turns it gets.</summary>
    public double Speed { get; set; } = 1;

    public ProcessTime Time { get; }

    public IObjectStore Store { get; }

    public TimeSpan SleepsUntil { get; set; }

    /// <summary>The files that it is about to commit a snapshot of.</summary>
    public SortedDictionary<string, byte[]>? Commits { get; set; }

    /// <summary>It may remove packs.</summary>
    public bool Collects => What.Contains("prune", StringComparison.Ordinal) || What.Contains("repair", StringComparison.Ordinal);

    /// <summary>It is at a repair: it may delete what it can put back.</summary>
    public bool Repairs { get; set; }

    public bool IsDead { get; private set; }

    public bool IsDone => _work.IsCompleted && _posted.Count == 0;

    public Exception? Failure => _work.Exception?.InnerException;

    /// <summary>Calls of the store that a dead process left on their way.</summary>
    public IReadOnlyList<TaskCompletionSource> Turns => _turns;

    public bool CanRun => _world.Now >= SleepsUntil && (_posted.Count + _turns.Count > 0 || Time.IsDue);

    /// <summary>When it will have something to do, if nothing happens to it.</summary>
    public TimeSpan NextTime =>
        _posted.Count + _turns.Count > 0 ? SleepsUntil : Time.NextDue is { } due && due > SleepsUntil ? due
        : Time.NextDue is null ? TimeSpan.MaxValue : SleepsUntil;

    public async Task<BackupRepository> OpenAsync()
    {
        var repository = await BackupRepository.OpenAsync(Store, Sample.Passphrase, Time, Random, default);
        repository.RelyOnCondemned = _world.BreaksProtocol;
        repository.Scheduler = TaskScheduler.FromCurrentSynchronizationContext();
        return repository;
    }

    /// <summary>Does one of the things that it could do next.</summary>
    public void Step()
    {
        var choice = _random.Next(_posted.Count + _turns.Count + (Time.IsDue ? 1 : 0));
        if (choice < _posted.Count)
            RunPosted(choice);
        else if (choice < _posted.Count + _turns.Count)
            Take(_turns, choice - _posted.Count).SetResult();
        else
            Time.Fire();
    }

    public void Die()
    {
        IsDead = true;
        _posted.Clear();
        Time.Stop();
    }

    public override void Post(SendOrPostCallback d, object? state)
    {
        // Of what a dead process left, finalizers may still tell it something.
        if (IsDead)
            return;
        if (Environment.CurrentManagedThreadId != _world.Thread)
            _world.Escaped(this);
        _posted.Add((d, state));
    }

    public override void Send(SendOrPostCallback d, object? state) => throw new NotSupportedException();

    public override SynchronizationContext CreateCopy() => this;

    public ValueTask NextAsync()
    {
        var turn = new TaskCompletionSource();
        if (!IsDead)
            _turns.Add(turn);
        return new ValueTask(turn.Task);
    }

    public ValueTask WaitAsync(TimeSpan time) => new(Task.Delay(time, Time));

    public override string ToString() => $"{Number} ({What})";

    private void RunPosted(int index)
    {
        var (callback, state) = Take(_posted, index);
        SetSynchronizationContext(this);
        try
        {
            callback(state);
        }
        finally
        {
            SetSynchronizationContext(null);
        }
    }

    private static T Take<T>(List<T> list, int index)
    {
        var item = list[index];
        list[index] = list[^1];
        list.RemoveAt(list.Count - 1);
        return item;
    }
}
