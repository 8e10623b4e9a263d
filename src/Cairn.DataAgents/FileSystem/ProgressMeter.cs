using Cairn.Repository.Trees;

namespace Cairn.DataAgents.FileSystem;

/// <summary>Gathers the small steps of many threads and passes them on some ten times a second; an item's path is only made then.</summary>
internal sealed class ProgressMeter(IProgressSink sink, TimeProvider time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private long _files, _bytes, _passedOn;

    public void Add(long files, long bytes, DirectoryPath directory, EntryName name)
    {
        Interlocked.Add(ref _files, files);
        Interlocked.Add(ref _bytes, bytes);
        var now = time.GetTimestamp();
        var last = Interlocked.Read(ref _passedOn);
        if (time.GetElapsedTime(last, now) >= Interval && Interlocked.CompareExchange(ref _passedOn, now, last) == last)
            PassOn(directory.Of(name));
    }

    /// <summary>Passes on what is left; to be called at the end.</summary>
    public void Flush() => PassOn(null);

    private void PassOn(string? currentItem) =>
        sink.Advance(Interlocked.Exchange(ref _files, 0), Interlocked.Exchange(ref _bytes, 0), currentItem);
}
