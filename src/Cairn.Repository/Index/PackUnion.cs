using Cairn.Repository.Packs;

namespace Cairn.Repository.Index;

/// <summary>
/// The packs that any of some segments name, in order and each once, without those that are gone; and their numbers in that
/// order: four bytes of heap for each pack of each segment.
/// </summary>
internal sealed class PackUnion
{
    private readonly IReadOnlyList<MappedSegment> _segments;
    private readonly Predicate<PackId> _isGone;
    private readonly int[][] _numbers;

    public PackUnion(IReadOnlyList<MappedSegment> segments, Predicate<PackId> isGone)
    {
        (_segments, _isGone) = (segments, isGone);
        _numbers = [.. segments.Select(segment => new int[segment.Packs])];
        Count = Packs().Count();
    }

    public int Count { get; }

    /// <summary>The number of a pack that a segment knows by another number; -1 if it is gone.</summary>
    public int NumberOf(int segment, int pack) => _numbers[segment][pack];

    public IEnumerable<PackId> Packs()
    {
        var at = new int[_segments.Count];
        var count = 0;
        while (Lowest(at) is { } pack)
        {
            var number = _isGone(pack) ? -1 : count++;
            for (var i = 0; i < at.Length; i++)
                if (at[i] < _segments[i].Packs && _segments[i].PackAt(at[i]) == pack)
                    _numbers[i][at[i]++] = number;
            if (number >= 0)
                yield return pack;
        }
    }

    private PackId? Lowest(int[] at)
    {
        PackId? lowest = null;
        for (var i = 0; i < at.Length; i++)
            if (at[i] < _segments[i].Packs && _segments[i].PackAt(at[i]) is var pack && !(pack.Value >= lowest?.Value))
                lowest = pack;
        return lowest;
    }
}
