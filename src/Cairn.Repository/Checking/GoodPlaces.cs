using Cairn.Repository.Index;
using Cairn.Repository.Packs;
using Cairn.Repository.Sealing;

namespace Cairn.Repository.Checking;

/// <summary>
/// The places of an index at which the chunk really is: four bytes for each place that the index names. Safe for use by several
/// threads.
/// </summary>
internal sealed class GoodPlaces(IndexView index)
{
    /// <summary>By the places' numbers; 0 where no chunk was found.</summary>
    private readonly int[] _plainLengths = new int[index.Count];
    private long _count;

    public long Count => _count;

    public bool this[long number] => _plainLengths[number] > 0;

    /// <summary>A record that is well; nothing happens unless the index names it.</summary>
    public void Add(PackId pack, in PackedRecord record)
    {
        var header = record.Header;
        var here = new ChunkLocation(pack, (int)record.Offset, header.SealedLength, header.Kind);
        foreach (var number in index.NumbersOf(header.Id))
            if (index.PlaceAt(number) == here && Interlocked.Exchange(ref _plainLengths[number], header.PlainLength) == 0)
                Interlocked.Increment(ref _count);
    }

    /// <summary>Whether the chunk can be had, and is of this kind and this long, in bytes.</summary>
    public bool Has(ChunkId id, ChunkKind kind, long plainLength) =>
        index.NumbersOf(id).Any(number => _plainLengths[number] == plainLength && index.PlaceAt(number).Kind == kind);

    /// <summary>Whether this or another place of the same chunk is good.</summary>
    public bool HasAnyOf(in IndexEntry entry) => this[entry.Number] || index.NumbersOf(entry.Id).Any(number => this[number]);
}
