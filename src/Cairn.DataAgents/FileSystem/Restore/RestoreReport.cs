using Cairn.Repository.Trees;

namespace Cairn.DataAgents.FileSystem.Restore;

/// <summary>Counts what a restore does and passes it on to the progress sink. Used from several threads at once.</summary>
/// <param name="target">The target's path, to show where things are; "" for in place.</param>
/// <param name="sink">Hears of it.</param>
/// <param name="time">Sets how often.</param>
internal sealed class RestoreReport(string target, IProgressSink sink, TimeProvider time)
{
    private readonly ProgressMeter _progress = new(sink, time);
    private long _files, _directories, _others, _bytes, _skipped, _failed, _incomplete;

    public void AddDirectory() => Interlocked.Increment(ref _directories);

    public void AddItem(TargetDirectory directory, Entry entry)
    {
        if (entry.Kind == EntryKind.File)
            Interlocked.Increment(ref _files);
        else
            Interlocked.Increment(ref _others);
        _progress.Add(entry.Kind == EntryKind.File ? 1 : 0, 0, directory.Path, entry.Name);
    }

    public void AddBytes(long count, TargetDirectory directory, Entry entry)
    {
        Interlocked.Add(ref _bytes, count);
        _progress.Add(0, count, directory.Path, entry.Name);
    }

    public void AddSkipped() => Interlocked.Increment(ref _skipped);

    public void AddFailed(string pathInTarget, string reason)
    {
        Interlocked.Increment(ref _failed);
        sink.ItemFailed(new ItemFailure(target + pathInTarget, reason));
    }

    /// <param name="pathInTarget">The item, restored.</param>
    /// <param name="problems">What couldn't be set, and why.</param>
    public void AddIncomplete(string pathInTarget, IReadOnlyList<string> problems)
    {
        Interlocked.Increment(ref _incomplete);
        sink.ItemFailed(new ItemFailure(target + pathInTarget, string.Join("; ", problems), Kept: true));
    }

    public RestoreOutcome Finish()
    {
        _progress.Flush();
        return new RestoreOutcome
        {
            Files = _files,
            Directories = _directories,
            Others = _others,
            Bytes = _bytes,
            Skipped = _skipped,
            Failed = _failed,
            Incomplete = _incomplete,
        };
    }
}
