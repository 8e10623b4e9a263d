using Cairn.DataAgents;
using Cairn.Repository.Sessions;
using Cairn.Repository.Snapshots;

namespace Cairn.CommServe.Jobs;

/// <summary>What one run has done so far: in memory, exact, fed by the agent's threads and read by anyone.</summary>
internal sealed class JobProgress : IProgressSink
{
    /// <summary>A job that fails on a million files must not fill the catalog: the first are kept, all are counted.</summary>
    public const int ItemFailuresKept = 1000;

    private readonly Lock _lock = new();
    private readonly List<ItemFailure> _failures = [];
    private long _files, _bytes, _failed, _kept, _totalFiles, _totalBytes;
    private bool _totalsFinal;
    private string _phase = "";
    private string? _currentItem;
    private WriteCounters? _stored;

    public void Phase(string name) => Volatile.Write(ref _phase, name);

    public void Totals(long files, long bytes, bool final)
    {
        lock (_lock)
            (_totalFiles, _totalBytes, _totalsFinal) = (files, bytes, final);
    }

    public void Advance(long files, long bytes, string? currentItem)
    {
        Interlocked.Add(ref _files, files);
        Interlocked.Add(ref _bytes, bytes);
        if (currentItem is not null)
            Volatile.Write(ref _currentItem, currentItem);
    }

    public void ItemFailed(ItemFailure failure)
    {
        lock (_lock)
        {
            if (failure.Kept)
                _kept++;
            else
                _failed++;
            if (_failures.Count < ItemFailuresKept)
                _failures.Add(failure);
        }
    }

    /// <summary>Counts what an earlier attempt had finished.</summary>
    public void TakeOver(SnapshotStatistics statistics)
    {
        lock (_lock)
            _failed = statistics.Errors;
        Advance(statistics.Files, statistics.Bytes, null);
    }

    /// <summary>What the run's write session has stored is read from here.</summary>
    public void CountStoredBy(WriteCounters counters) => Volatile.Write(ref _stored, counters);

    public ProgressFigures Read()
    {
        lock (_lock)
        {
            var files = Interlocked.Read(ref _files);
            var bytes = Interlocked.Read(ref _bytes);
            var stored = Volatile.Read(ref _stored);
            return new ProgressFigures(
                Volatile.Read(ref _phase), Percent(files, bytes), files, _failed, bytes,
                stored?.BytesNew ?? 0, stored?.BytesStored ?? 0, Volatile.Read(ref _currentItem));
        }
    }

    /// <summary>Items that were dealt with, but not quite as they are.</summary>
    public long Incomplete
    {
        get
        {
            lock (_lock)
                return _kept;
        }
    }

    /// <summary>The failures that are kept, in the order they happened.</summary>
    public IReadOnlyList<ItemFailure> Failures()
    {
        lock (_lock)
            return [.. _failures];
    }

    // 100 is for jobs that have ended: until then something is left to do, if only the commit.
    private int Percent(long files, long bytes)
    {
        if (!_totalsFinal || _totalFiles + _totalBytes == 0)
            return 0;
        var share = _totalBytes > 0 ? (double)bytes / _totalBytes : (double)files / _totalFiles;
        return Math.Clamp((int)(100 * share), 0, 99);
    }
}
