using Cairn.Repository.Trees;

namespace Cairn.DataAgents.FileSystem.Backup;

/// <summary>Counts what a backup meets and passes it on to the progress sink. Used from several threads at once.</summary>
internal sealed class BackupReport(IProgressSink sink, TimeProvider time)
{
    private readonly ProgressMeter _progress = new(sink, time);
    private long _files, _directories, _others, _bytes, _unchanged, _unsteady, _vanished, _failed, _contentRead;
    private int _baseLost;

    public void AddDirectory() => Interlocked.Increment(ref _directories);

    public void AddOther() => Interlocked.Increment(ref _others);

    public void AddFile(Entry file, DirectoryPath directory, bool isUnchanged)
    {
        Interlocked.Increment(ref _files);
        Interlocked.Add(ref _bytes, file.Size);
        if (isUnchanged)
            Interlocked.Increment(ref _unchanged);
        _progress.Add(1, isUnchanged ? file.Size : 0, directory, file.Name);
    }

    public void AddBytesRead(long count, DirectoryPath directory, EntryName file) => _progress.Add(0, count, directory, file);

    /// <param name="paths">Of the content paths, as many as lead to an item that was read now.</param>
    public void AddContentRead(int paths) => Interlocked.Add(ref _contentRead, paths);

    public void AddVanished() => Interlocked.Increment(ref _vanished);

    /// <summary>A directory of the base can't be read. One such message is enough: where one is lost, many are.</summary>
    public void AddBaseLost(string path, string reason)
    {
        if (Interlocked.Exchange(ref _baseLost, 1) == 0)
            sink.ItemFailed(new ItemFailure(
                path, $"the earlier backup can't be read here ({reason.TrimEnd('.')}): everything in it is read again", Kept: true));
    }

    /// <summary>The file changed while it was read. What was read is kept.</summary>
    public void AddUnsteady(string path, string reason)
    {
        Interlocked.Increment(ref _unsteady);
        sink.ItemFailed(new ItemFailure(path, reason, Kept: true));
    }

    public void AddFailed(ItemFailure failure)
    {
        Interlocked.Increment(ref _failed);
        sink.ItemFailed(failure);
    }

    public BackupCounts Finish()
    {
        _progress.Flush();
        return new BackupCounts
        {
            ContentRead = _contentRead,
            Files = _files,
            Directories = _directories,
            Others = _others,
            Bytes = _bytes,
            FilesUnchanged = _unchanged,
            FilesUnsteady = _unsteady,
            Vanished = _vanished,
            Failed = _failed,
        };
    }
}
