using Cairn.DataAgents.FileSystem.Native;
using Cairn.Repository.Sessions;
using Cairn.Repository.Trees;

namespace Cairn.DataAgents.FileSystem.Backup;

/// <summary>
/// Tells whether a file is still what the base backup holds, without reading it: same size, times and inode. Device numbers may
/// change at a reboot and aren't looked at. A program can set the modification time back, but not the change time.
/// </summary>
internal sealed class ChangeDetection
{
    /// <summary>
    /// A file changed this shortly before the base backup (or during it) may have changed again without its time stamp moving:
    /// kernels stamp by the tick (up to 10 ms), FAT by two seconds.
    /// </summary>
    private const int RacySeconds = 2;

    private readonly WriteSession _session;
    private readonly FileTime _trustedBefore;

    public ChangeDetection(WriteSession session, DateTimeOffset baseStarted)
    {
        _session = session;
        var ticks = baseStarted.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks - RacySeconds * TimeSpan.TicksPerSecond;
        var (seconds, rest) = (Math.DivRem(ticks, TimeSpan.TicksPerSecond, out var remainder), remainder);
        _trustedBefore = new FileTime(seconds, (int)Math.Max(0, rest * TimeSpan.NanosecondsPerTick));
    }

    /// <summary>The stored content if the file is unchanged and that content is still whole; else null.</summary>
    public async ValueTask<FileContent?> ReuseAsync(Entry? stored, FileStatus file, CancellationToken cancellationToken)
    {
        var isUnchanged = stored is { Kind: EntryKind.File, Content: not null }
            && stored.Size == file.Size
            && stored.Modified == file.Modified
            && stored.Changed == file.Changed
            && stored.Inode == file.Inode
            && (file.Changed.Seconds, file.Changed.Nanoseconds).CompareTo((_trustedBefore.Seconds, _trustedBefore.Nanoseconds)) < 0;
        return isUnchanged && await _session.HasAllAsync(stored!.Content!, cancellationToken) ? stored.Content : null;
    }
}
