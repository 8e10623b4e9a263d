using Cairn.Repository.Faults;
using Cairn.Repository.Packs;
using Cairn.Repository.Sealing;

namespace Cairn.Repository.Index;

/// <summary>
/// A set of index segments at one time. It never changes: what it maps can be read even after the segments were deleted from the
/// store. Each place of a chunk has a number from 0 to <see cref="Count"/> - 1, which depends only on the names and contents of
/// the segments. All members may throw <see cref="RepositoryDamagedException"/>: a segment is verified part by part, when it is
/// looked at. Safe for use by several threads.
/// </summary>
internal sealed class IndexView
{
    private readonly MappedSegment[] _segments;

    /// <summary>The number of each segment's first place, and at the end the number of places.</summary>
    private readonly long[] _first;
    private readonly Predicate<ChunkLocation>? _isAbsent;

    public IndexView(IEnumerable<MappedSegment> segments)
    {
        // The largest is looked at first: most chunks are there.
        _segments = [.. segments
            .OrderByDescending(segment => segment.Entries)
            .ThenBy(segment => segment.Name, StringComparer.Ordinal)];
        _first = new long[_segments.Length + 1];
        for (var i = 0; i < _segments.Length; i++)
            _first[i + 1] = _first[i] + _segments[i].Entries;
    }

    private IndexView(IndexView from, Predicate<ChunkLocation> isAbsent) =>
        (_segments, _first, _isAbsent) = (from._segments, from._first, isAbsent);

    public static IndexView Empty { get; } = new([]);

    public IReadOnlyList<MappedSegment> Segments => _segments;

    /// <summary>Places of chunks, all copies and absent places counted.</summary>
    public long Count => _first[^1];

    /// <summary>Bytes of the chunks before compression, all copies counted; about.</summary>
    public long PlainBytes => _segments.Sum(segment => segment.PlainBytes);

    public long MappedBytes => _segments.Sum(segment => segment.Length);

    /// <summary>
    /// The same, with the same numbers; but where a chunk is looked for, the places for which <paramref name="isAbsent"/> is true
    /// are passed over. It replaces an earlier filter.
    /// </summary>
    public IndexView Without(Predicate<ChunkLocation> isAbsent) => new(this, isAbsent);

    public bool Contains(in ChunkId id) => TryFind(id, out _);

    /// <summary>The lowest number of a place of the chunk that isn't absent.</summary>
    public bool TryFind(in ChunkId id, out long number) => TryFind(new ChunkPrefix(id), out number);

    /// <inheritdoc cref="TryFind(in ChunkId, out long)"/>
    public bool TryFind(in ChunkPrefix id, out long number)
    {
        for (var i = 0; i < _segments.Length; i++)
        {
            var segment = _segments[i];
            for (var at = segment.Find(id); at >= 0; at = Next(segment, at, id))
                if (_isAbsent is null || !_isAbsent(LocationAt(segment, at)))
                {
                    number = _first[i] + at;
                    return true;
                }
        }
        number = -1;
        return false;
    }

    public bool TryFindLocation(in ChunkId id, out ChunkLocation location)
    {
        var found = TryFind(id, out var number);
        location = found ? PlaceAt(number) : default;
        return found;
    }

    /// <summary>All places of a chunk that aren't absent, by rising number.</summary>
    public IEnumerable<long> NumbersOf(ChunkId id) => NumbersOf(new ChunkPrefix(id));

    /// <inheritdoc cref="NumbersOf(ChunkId)"/>
    public IEnumerable<long> NumbersOf(ChunkPrefix id)
    {
        for (var i = 0; i < _segments.Length; i++)
        {
            var segment = _segments[i];
            for (var at = segment.Find(id); at >= 0; at = Next(segment, at, id))
                if (_isAbsent is null || !_isAbsent(LocationAt(segment, at)))
                    yield return _first[i] + at;
        }
    }

    /// <summary>The place of this number, absent or not.</summary>
    public ChunkLocation PlaceAt(long number)
    {
        var segment = SegmentOf(number, out var index);
        return LocationAt(segment, index);
    }

    /// <summary>The entry of this number, absent or not.</summary>
    public IndexEntry EntryAt(long number)
    {
        var segment = SegmentOf(number, out var index);
        return Entry(segment, number, segment.EntryAt(index));
    }

    /// <summary>All entries by rising number, absent ones too.</summary>
    public IEnumerable<IndexEntry> Entries()
    {
        var number = 0L;
        foreach (var segment in _segments)
            for (var at = 0L; at < segment.Entries; at++)
                yield return Entry(segment, number++, segment.EntryAt(at));
    }

    /// <summary>Whether a segment names the pack.</summary>
    public bool Names(PackId pack) => Array.Exists(_segments, segment => segment.FindPack(pack) >= 0);

    /// <summary>The packs that segments name and that aren't among <paramref name="existing"/>.</summary>
    public async Task<HashSet<PackId>> PacksNotInAsync(IAsyncEnumerable<PackId> existing, CancellationToken cancellationToken)
    {
        var exist = Array.ConvertAll(_segments, segment => new BitSet(segment.Packs));
        await foreach (var pack in existing.WithCancellation(cancellationToken))
            for (var i = 0; i < _segments.Length; i++)
                if (_segments[i].FindPack(pack) is var number and >= 0)
                    exist[i].Set(number);
        var missing = new HashSet<PackId>();
        for (var i = 0; i < _segments.Length; i++)
            for (var number = 0; number < _segments[i].Packs; number++)
                if (!exist[i][number])
                    missing.Add(_segments[i].PackAt(number));
        return missing;
    }

    private static long Next(MappedSegment segment, long at, in ChunkPrefix id) =>
        at + 1 < segment.Entries && segment.PrefixAt(at + 1) == id ? at + 1 : -1;

    private static IndexEntry Entry(MappedSegment segment, long number, in SegmentEntry entry) =>
        new(number, entry.Id, Location(segment, entry));

    private static ChunkLocation LocationAt(MappedSegment segment, long index) => Location(segment, segment.EntryAt(index));

    private static ChunkLocation Location(MappedSegment segment, in SegmentEntry entry) =>
        new(segment.PackAt(entry.Pack), entry.Offset, entry.SealedLength, entry.Kind);

    private MappedSegment SegmentOf(long number, out long index)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((ulong)number, (ulong)Count);
        var segment = 0;
        while (_first[segment + 1] <= number)
            segment++;
        index = number - _first[segment];
        return _segments[segment];
    }
}
