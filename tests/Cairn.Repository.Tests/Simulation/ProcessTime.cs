namespace Cairn.Repository.Tests.Simulation;

/// <summary>A process's clock, which may be wrong and jump, and its timers, which go by the world's time.</summary>
internal sealed class ProcessTime(World world, TimeSpan error) : TimeProvider
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly List<Timer> _timers = [];

    /// <summary>How far the clock is ahead.</summary>
    public TimeSpan Error { get; set; } = error;

    public TimeSpan? NextDue => _timers.Count == 0 ? null : _timers.Min(timer => timer.Due);

    public bool IsDue => NextDue <= world.Now;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override DateTimeOffset GetUtcNow() => Start + world.Now + Error;

    public override long GetTimestamp() => world.Now.Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    public void Fire() => _timers.MinBy(timer => timer.Due)!.Fire();

    public void Stop() => _timers.Clear();

    private sealed class Timer(ProcessTime time, Action callback) : ITimer
    {
        private TimeSpan _period;

        public TimeSpan Due { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            time._timers.Remove(this);
            _period = period;
            if (dueTime != Timeout.InfiniteTimeSpan)
                Set(dueTime);
            return true;
        }

        public void Fire()
        {
            time._timers.Remove(this);
            if (_period > TimeSpan.Zero)
                Set(_period);
            callback();
        }

        public void Dispose() => time._timers.Remove(this);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        private void Set(TimeSpan wait)
        {
            Due = time.Now + wait;
            time._timers.Add(this);
        }
    }

    private TimeSpan Now => world.Now;
}
