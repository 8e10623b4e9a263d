using Cairn.DataAgents.FileSystem.Native;
using Cairn.DataAgents.FileSystem.Source;
using Cairn.Repository.Trees;

namespace Cairn.DataAgents.FileSystem.Backup;

/// <summary>
/// Counts the files and bytes that a backup will meet, ahead of it and beside it, so that progress can be shown in percent.
/// </summary>
internal sealed class TotalsScan(IProgressSink sink)
{
    private const int FilesBetweenReports = 4096;

    private readonly Stack<(SourceDirectory Directory, IEnumerator<SourceName> Names)> _open = new();
    private long _files, _bytes;

    /// <summary>What can't be read is left out silently: the backup itself reports it.</summary>
    public void Run(SourceDirectory root, CancellationToken cancellationToken)
    {
        try
        {
            Enter(root);
            while (_open.TryPeek(out var current))
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (current.Names.MoveNext())
                    Count(current.Directory, current.Names.Current);
                else
                    _open.Pop().Directory.Dispose();
            }
            sink.Totals(_files, _bytes, final: true);
        }
        finally
        {
            foreach (var (directory, _) in _open)
                directory.Dispose();
        }
    }

    private void Count(SourceDirectory directory, SourceName found)
    {
        try
        {
            if (found.IsDirectory)
            {
                if (directory.Open(found.Name) is { } child)
                    Enter(child);
            }
            else if (directory.Handle.Find(found.Name.Bytes) is { Kind: EntryKind.File } status)
            {
                _bytes += status.Size;
                if (++_files % FilesBetweenReports == 0)
                    sink.Totals(_files, _bytes, final: false);
            }
        }
        catch (FileSystemException)
        {
            // Not counted, as said.
        }
    }

    private void Enter(SourceDirectory directory)
    {
        try
        {
            _open.Push((directory, directory.List(_ => { }).GetEnumerator()));
        }
        catch (FileSystemException)
        {
            directory.Dispose();
        }
    }
}
