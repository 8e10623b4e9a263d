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
    // A file changed this shortly before the base backup (or during it) may have changed again without its time stamp moving:
    // kernels stamp by the tick (up to 10 ms), ext3 by the second, FAT by two; and a server by its own clock.
    private static readonly TimeSpan RacyByTick = TimeSpan.FromSeconds(0.1);
    private static readonly TimeSpan RacyBySecond = TimeSpan.FromSeconds(2);

    private readonly WriteSession _session;
    private readonly FileTime _trustedBefore;
    private readonly FileTime _coarseTrustedBefore;

    public ChangeDetection(WriteSession session, DateTimeOffset baseStarted)
    {
        _session = session;
        _trustedBefore = Stamp(baseStarted - RacyByTick);
        _coarseTrustedBefore = Stamp(baseStarted - RacyBySecond);
    }

    /// <summary>The stored content if the file is unchanged and that content is still whole; else null.</summary>
    /// <param name="stored">Its entry in the base backup.</param>
    /// <param name="file">As it is now.</param>
    /// <param name="isFineStamped">Its change time is of this host's clock, and to its tick.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async ValueTask<FileContent?> ReuseAsync(
        Entry? stored, FileStatus file, bool isFineStamped, CancellationToken cancellationToken)
    {
        var isUnchanged = stored is { Kind: EntryKind.File, Content: not null }
            && stored.Size == file.Size
            && stored.Modified == file.Modified
            && stored.Changed == file.Changed
            && stored.Inode == file.Inode
            && IsTrusted(file.Changed, isFineStamped);
        return isUnchanged && await _session.HasAllAsync(stored!.Content!, cancellationToken) ? stored.Content : null;
    }

    private bool IsTrusted(FileTime changed, bool isFineStamped)
    {
        // An ext3 volume has the magic number of ext4, but no fractions.
        var before = isFineStamped && changed.Nanoseconds != 0 ? _trustedBefore : _coarseTrustedBefore;
        return (changed.Seconds, changed.Nanoseconds).CompareTo((before.Seconds, before.Nanoseconds)) < 0;
    }

    private static FileTime Stamp(DateTimeOffset time)
    {
        var (seconds, rest) = Math.DivRem(time.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks, TimeSpan.TicksPerSecond);
        return new FileTime(seconds, (int)Math.Max(0, rest * TimeSpan.NanosecondsPerTick));
    }
}
