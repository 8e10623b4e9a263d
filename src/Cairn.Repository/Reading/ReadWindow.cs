using Cairn.Repository.Packs;

namespace Cairn.Repository.Reading;

/// <summary>
/// Reads that are gathered until there are enough of them to be put in the order of packs. Packs come in the order in which they
/// were first met, so that what is written is nearly in the order in which it was asked for.
/// </summary>
internal sealed class ReadWindow(WindowLimits limits)
{
    /// <summary>What lies between two records that are read at once is read too, and thrown away.</summary>
    private const int MaxGap = 128 << 10;

    /// <summary>Bytes of a read; a single record may be longer.</summary>
    public const int MaxBatch = 2 << 20;

    /// <summary>From this many bytes on, a chunk is large.</summary>
    private const int LargeChunk = 256 << 10;

    /// <summary>Completions that go to a worker at once.</summary>
    private const int MaxCompletions = 64;

    private const int OffsetBits = 32;

    private readonly Dictionary<PackId, long> _packs = [];
    private readonly List<long> _places = [];
    private readonly List<PlannedRead> _reads = [];

    private int _large, _inlineBytes;
    private long _largeBytes;

    public bool IsFull => _reads.Count >= limits.Reads || _large >= limits.Large
        || _inlineBytes >= limits.InlineBytes || _largeBytes >= limits.LargeBytes;

    public void Add(PlannedRead read)
    {
        // The second read of a target in a row, or the first that isn't at its start, tells that there are several.
        if (read.TargetOffset > 0 && (_reads.Count == 0 || _reads[^1].TargetOffset == 0 || _reads[^1].Target != read.Target))
            _large++;
        _inlineBytes += read.Target.Inline.Length;
        if (read.HasChunk && read.Length >= LargeChunk)
            _largeBytes += read.Length;
        // What needs no chunk comes first.
        var pack = 0L;
        if (read.HasChunk && !_packs.TryGetValue(read.Location.Pack, out pack))
            _packs.Add(read.Location.Pack, pack = _packs.Count + 1);
        _places.Add(pack << OffsetBits | (uint)read.Location.Offset);
        _reads.Add(read);
    }

    /// <summary>Empties the window.</summary>
    public IEnumerable<ReadBatch> Take()
    {
        var (places, reads) = (_places.ToArray(), _reads.ToArray());
        (_large, _inlineBytes, _largeBytes) = (0, 0, 0);
        _places.Clear();
        _reads.Clear();
        _packs.Clear();
        Array.Sort(places, reads);
        return Cut(reads);
    }

    private static IEnumerable<ReadBatch> Cut(PlannedRead[] reads)
    {
        for (var start = 0; start < reads.Length;)
        {
            var location = reads[start].Location;
            long end = location.Offset;
            var next = start;
            for (; next < reads.Length && Fits(reads[start], reads[next], end, next - start); next++)
                end = Math.Max(end, EndOf(reads[next]));
            yield return new ReadBatch(location.Pack, location.Offset, (int)(end - location.Offset), reads.AsMemory(start..next));
            start = next;
        }
    }

    private static bool Fits(PlannedRead first, PlannedRead next, long end, int count)
    {
        if (count == 0)
            return true;
        if (!first.HasChunk || !next.HasChunk)
            return first.HasChunk == next.HasChunk && count < MaxCompletions;
        var place = next.Location;
        return place.Pack == first.Location.Pack
            && place.Offset <= end + MaxGap
            && Math.Max(end, EndOf(next)) - first.Location.Offset <= Math.Max(MaxBatch, first.Location.RecordLength);
    }

    private static long EndOf(PlannedRead read) => read.HasChunk ? (long)read.Location.Offset + read.Location.RecordLength : 0;
}
