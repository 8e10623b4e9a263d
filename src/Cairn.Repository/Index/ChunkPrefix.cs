using System.Buffers.Binary;
using Cairn.Repository.Sealing;

namespace Cairn.Repository.Index;

/// <summary>
/// The first 12 bytes of a chunk's id, which stand for the id in the index: that two of 10⁸ chunks share them is less likely than
/// one in 10¹³, and readers compare the whole id in the record.
/// </summary>
/// <param name="High">The first 8 bytes.</param>
/// <param name="Low">The 4 after them.</param>
internal readonly record struct ChunkPrefix(ulong High, uint Low) : IComparable<ChunkPrefix>
{
    public const int Size = 12;

    public ChunkPrefix(in ChunkId id)
        : this(id.Leading, id.Following)
    {
    }

    public static ChunkPrefix Read(ReadOnlySpan<byte> source) =>
        new(BinaryPrimitives.ReadUInt64BigEndian(source), BinaryPrimitives.ReadUInt32BigEndian(source[8..]));

    public void Write(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt64BigEndian(destination, High);
        BinaryPrimitives.WriteUInt32BigEndian(destination[8..], Low);
    }

    public int CompareTo(ChunkPrefix other) => High == other.High ? Low.CompareTo(other.Low) : High.CompareTo(other.High);
}
