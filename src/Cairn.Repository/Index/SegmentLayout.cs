using System.Buffers.Binary;
using Cairn.Repository.Packs;

namespace Cairn.Repository.Index;

/// <summary>
/// Where the parts of an index segment are (docs/repository-format.md, "Index"): header, entries, packs, then the table (first
/// keys of the entries' blocks, MACs of the entries' blocks, MACs of the packs' blocks) and the trailer.
/// </summary>
internal readonly record struct SegmentLayout(long Entries, int Packs)
{
    /// <summary>Magic (8), version 2 (1), seven zero bytes.</summary>
    public const int HeaderSize = 16;

    /// <summary>Entries (8), packs (4), four zero bytes, plain bytes (8), MAC of header, table and this.</summary>
    public const int TrailerSize = 24 + MacSize;

    public const int MacSize = 16;

    public const int KeySize = 8;

    /// <summary>Entries that one MAC covers, and packs that one MAC covers.</summary>
    public const int BlockItems = 1024;

    public static ReadOnlySpan<byte> Header => "CAIRNIDX\u0002\0\0\0\0\0\0\0"u8;

    public long EntryBlocks => (Entries + BlockItems - 1) / BlockItems;

    public int PackBlocks => (Packs + BlockItems - 1) / BlockItems;

    public long PacksOffset => EntryOffset(Entries);

    public long TableOffset => PackOffset(Packs);

    public long EntryMacsOffset => TableOffset + EntryBlocks * KeySize;

    public long PackMacsOffset => EntryMacsOffset + EntryBlocks * MacSize;

    public long TrailerOffset => PackMacsOffset + PackBlocks * MacSize;

    /// <summary>Bytes of the whole segment.</summary>
    public long Length => TrailerOffset + TrailerSize;

    public static long EntryOffset(long entry) => HeaderSize + entry * SegmentEntry.Size;

    public long PackOffset(int pack) => PacksOffset + (long)pack * PackId.Size;

    /// <summary>False when the counts don't belong to a segment of this length in bytes.</summary>
    public static bool TryRead(ReadOnlySpan<byte> trailer, long length, out SegmentLayout layout)
    {
        var entries = BinaryPrimitives.ReadInt64BigEndian(trailer);
        var packs = BinaryPrimitives.ReadInt32BigEndian(trailer[8..]);
        layout = new SegmentLayout(entries, packs);
        return entries >= 0 && entries <= length / SegmentEntry.Size
            && packs is >= 0 and <= SegmentEntry.MaxPacks
            && layout.Length == length;
    }

    public void WriteTrailer(Span<byte> destination, long plainBytes)
    {
        BinaryPrimitives.WriteInt64BigEndian(destination, Entries);
        BinaryPrimitives.WriteInt32BigEndian(destination[8..], Packs);
        destination[12..16].Clear();
        BinaryPrimitives.WriteInt64BigEndian(destination[16..], plainBytes);
    }
}
