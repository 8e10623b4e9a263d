using Cairn.Repository.Trees;

namespace Cairn.Repository.Reading;

/// <summary>Where a content goes that is read by a <see cref="ContentPlan"/>.</summary>
public abstract class ContentTarget
{
    private Exception? _failure;

    /// <summary>Reads that are still to come, and one for the plan itself while it is adding them.</summary>
    private int _outstanding = 1;

    /// <summary>
    /// Takes verified bytes of the content, in any order, from several threads at once. Holes are never written: they are what
    /// is left between the pieces, and up to <see cref="FileContent.Length"/>. What it throws ends the whole plan.
    /// </summary>
    public abstract void Write(long offset, ReadOnlySpan<byte> data);

    /// <summary>
    /// Hears of a stretch that will be written, unless something fails: in the order of offsets, by one thread, before its
    /// <see cref="Write"/>. What it throws ends the whole plan.
    /// </summary>
    protected virtual void Announce(long offset, long length)
    {
    }

    /// <summary>
    /// Called exactly once, after the last <see cref="Write"/> has returned. <paramref name="failure"/> says why bytes are
    /// missing: a <see cref="Faults.RepositoryDamagedException"/>, or what ended the plan (cancellation among others); null:
    /// nothing is missing. What it throws ends the whole plan.
    /// </summary>
    public abstract ValueTask CompleteAsync(Exception? failure);

    /// <summary>All bytes of a content that is kept in its entry.</summary>
    internal ReadOnlyMemory<byte> Inline { get; set; }

    internal bool HasFailed => _failure is not null;

    internal void Fail(Exception failure) => Interlocked.CompareExchange(ref _failure, failure, null);

    internal void Expect(long offset, long length)
    {
        Announce(offset, length);
        Interlocked.Increment(ref _outstanding);
    }

    /// <summary>A read is over.</summary>
    internal ValueTask ReleaseAsync() =>
        Interlocked.Decrement(ref _outstanding) == 0 ? CompleteAsync(_failure) : ValueTask.CompletedTask;
}
