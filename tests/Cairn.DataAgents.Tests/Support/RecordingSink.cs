using System.Collections.Concurrent;

namespace Cairn.DataAgents.Tests.Support;

/// <summary>Keeps what it hears.</summary>
internal sealed class RecordingSink : IProgressSink
{
    private readonly ConcurrentQueue<ItemFailure> _failures = [];
    private long _files, _bytes;

    public IReadOnlyCollection<ItemFailure> Failures => _failures;

    public long Files => _files;

    public long Bytes => _bytes;

    public (long Files, long Bytes, bool Final) LastTotals { get; private set; }

    public void Phase(string name)
    {
    }

    public void Totals(long files, long bytes, bool final) => LastTotals = (files, bytes, final);

    public void Advance(long files, long bytes, string? currentItem)
    {
        Interlocked.Add(ref _files, files);
        Interlocked.Add(ref _bytes, bytes);
    }

    public void ItemFailed(ItemFailure failure) => _failures.Enqueue(failure);
}
