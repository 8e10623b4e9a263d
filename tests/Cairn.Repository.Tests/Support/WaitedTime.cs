using System.Threading.Channels;
using Microsoft.Extensions.Time.Testing;

namespace Cairn.Repository.Tests.Support;

/// <summary>A clock that stands still, and on demand moves on whenever something waits for it.</summary>
internal sealed class WaitedTime(DateTimeOffset start) : FakeTimeProvider(start)
{
    private readonly Channel<TimeSpan> _waits = Channel.CreateUnbounded<TimeSpan>();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        _waits.Writer.TryWrite(dueTime);
        return timer;
    }

    /// <summary>Lets time pass by as much as is waited for, until the work has ended.</summary>
    public async Task PassUntilAsync(Task work)
    {
        while (!work.IsCompleted)
        {
            var wait = _waits.Reader.WaitToReadAsync().AsTask();
            if (await Task.WhenAny(work, wait) == wait && _waits.Reader.TryRead(out var due) && due > TimeSpan.Zero)
                Advance(due);
        }
    }
}
