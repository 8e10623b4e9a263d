namespace Cairn.Repository.Index;

/// <summary>
/// Which segments to merge. Sizes are in classes of factors of four; where a class has more than four segments, they and all
/// smaller ones are merged. So a look-up asks some dozen segments of 10⁸ chunks, and an entry is written again once for each
/// class.
/// </summary>
internal static class MergePlan
{
    public const int MaxOfClass = 4;

    private const int Factor = 4;

    /// <summary>What a store can put at once is less than 2 GiB.</summary>
    private const long MaxBytes = 1900L << 20;

    /// <summary>Entries of a segment from which on it isn't in the lowest class any more: 1.5 MB.</summary>
    private const long Smallest = 1 << 16;

    /// <summary>The segments to be merged into one now; empty when all is well.</summary>
    public static IReadOnlyList<MappedSegment> Next(IEnumerable<MappedSegment> segments)
    {
        var bySize = segments.OrderBy(segment => segment.Entries).ToList();
        var tooMany = bySize.GroupBy(segment => ClassOf(segment.Entries)).FirstOrDefault(group => group.Count() > MaxOfClass);
        if (tooMany is null)
            return [];
        var small = bySize.TakeWhile(segment => ClassOf(segment.Entries) <= tooMany.Key);
        return Group(small) is [{ Count: > 1 } first, ..] ? first : [];
    }

    /// <summary>Segments in groups each of which makes one segment that can be put.</summary>
    public static IReadOnlyList<IReadOnlyList<MappedSegment>> Group(IEnumerable<MappedSegment> segments)
    {
        var groups = new List<List<MappedSegment>>();
        var (bytes, packs) = (0L, 0L);
        foreach (var segment in segments)
        {
            (bytes, packs) = (bytes + segment.Length, packs + segment.Packs);
            if (groups.Count == 0 || bytes > MaxBytes || packs > SegmentEntry.MaxPacks)
            {
                groups.Add([]);
                (bytes, packs) = (segment.Length, segment.Packs);
            }
            groups[^1].Add(segment);
        }
        return groups;
    }

    private static int ClassOf(long entries)
    {
        var level = 0;
        for (; entries >= Smallest; entries /= Factor)
            level++;
        return level;
    }
}
