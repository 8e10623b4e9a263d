namespace Cairn.Repository.Snapshots;

/// <summary>What a backup met: counts of entries, the plain bytes of all files, and how many entries could not be read.</summary>
public sealed record SnapshotStatistics
{
    public long Files { get; init; }

    public long Directories { get; init; }

    public long Others { get; init; }

    public long Bytes { get; init; }

    public long Errors { get; init; }
}
