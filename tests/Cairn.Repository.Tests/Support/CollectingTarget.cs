using Cairn.Repository.Reading;

namespace Cairn.Repository.Tests.Support;

/// <summary>Puts a content together in memory.</summary>
internal sealed class CollectingTarget(long length, Action? onWrite = null, Action? onComplete = null) : ContentTarget
{
    private int _completions;

    public byte[] Bytes { get; } = new byte[length];

    public Exception? Failure { get; private set; }

    public int Completions => _completions;

    public override void Write(long offset, ReadOnlySpan<byte> data)
    {
        Assert.Equal(0, _completions);
        data.CopyTo(Bytes.AsSpan((int)offset));
        onWrite?.Invoke();
    }

    public override ValueTask CompleteAsync(Exception? failure)
    {
        Failure = failure;
        Interlocked.Increment(ref _completions);
        onComplete?.Invoke();
        return ValueTask.CompletedTask;
    }
}
