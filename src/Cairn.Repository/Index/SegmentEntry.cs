using System.Buffers.Binary;
using Cairn.Repository.Sealing;

namespace Cairn.Repository.Index;

/// <summary>
/// An entry of an index segment, 22 bytes: the id's first 12, then from the highest bit on the pack's number in the segment (24
/// bits), the record's offset in the pack (29), its sealed length (25) and its kind (2).
/// </summary>
internal readonly record struct SegmentEntry(ChunkPrefix Id, int Pack, int Offset, int SealedLength, ChunkKind Kind)
    : IComparable<SegmentEntry>
{
    public const int Size = ChunkPrefix.Size + 10;

    /// <summary>As many packs as 24 bits can number.</summary>
    public const int MaxPacks = 1 << 24;

    public const int MaxOffset = (1 << 29) - 1;

    public const int MaxSealedLength = (1 << 25) - 1;

    /// <summary>Bits of the sealed length and the kind that are in the last two bytes.</summary>
    private const int TailBits = 16;

    public static SegmentEntry Read(ReadOnlySpan<byte> source)
    {
        var high = BinaryPrimitives.ReadUInt64BigEndian(source[ChunkPrefix.Size..]);
        var low = BinaryPrimitives.ReadUInt16BigEndian(source[(ChunkPrefix.Size + 8)..]);
        return new(
            ChunkPrefix.Read(source),
            (int)(high >> 40),
            (int)(high >> 11) & MaxOffset,
            (int)(((high << TailBits) | low) >> 2) & MaxSealedLength,
            (ChunkKind)(low & 3));
    }

    public void Write(Span<byte> destination)
    {
        Id.Write(destination);
        var lengthAndKind = ((ulong)SealedLength << 2) | (ulong)Kind;
        var high = ((ulong)Pack << 40) | ((ulong)Offset << 11) | (lengthAndKind >> TailBits);
        BinaryPrimitives.WriteUInt64BigEndian(destination[ChunkPrefix.Size..], high);
        BinaryPrimitives.WriteUInt16BigEndian(destination[(ChunkPrefix.Size + 8)..], (ushort)lengthAndKind);
    }

    /// <summary>By id, so that equal ids are neighbours, then by place.</summary>
    public int CompareTo(SegmentEntry other) =>
        Id.CompareTo(other.Id) is var byId and not 0 ? byId : (Pack, Offset).CompareTo((other.Pack, other.Offset));
}
