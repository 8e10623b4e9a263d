using System.Buffers.Binary;
using Cairn.Repository.Chunking;
using Cairn.Repository.Sealing;

namespace Cairn.Repository.Packs;

/// <summary>
/// The clear start of a record in a pack: kind (1 byte), encoding (1), plain length (4), sealed length with tag (4), chunk id
/// (32).
/// </summary>
internal readonly record struct RecordHeader(
    ChunkKind Kind, RecordEncoding Encoding, int PlainLength, int SealedLength, ChunkId Id)
{
    public const int Size = 10 + ChunkId.Size;

    /// <summary>Bytes of the whole record in its pack.</summary>
    public int RecordLength => Size + SealedLength;

    public void Write(Span<byte> destination)
    {
        destination[0] = (byte)Kind;
        destination[1] = (byte)Encoding;
        BinaryPrimitives.WriteInt32BigEndian(destination[2..], PlainLength);
        BinaryPrimitives.WriteInt32BigEndian(destination[6..], SealedLength);
        Id.CopyTo(destination[10..]);
    }

    /// <summary>
    /// False when no writer could have written this. Lengths of a header that is accepted are safe to allocate.
    /// </summary>
    public static bool TryRead(ReadOnlySpan<byte> source, out RecordHeader header)
    {
        header = default;
        if (source.Length < Size)
            return false;
        header = new(
            (ChunkKind)source[0],
            (RecordEncoding)source[1],
            BinaryPrimitives.ReadInt32BigEndian(source[2..]),
            BinaryPrimitives.ReadInt32BigEndian(source[6..]),
            new ChunkId(source.Slice(10, ChunkId.Size)));
        var payload = header.SealedLength - Seal.TagSize;
        return Enum.IsDefined(header.Kind)
            && header.PlainLength is > 0 and <= ChunkerParameters.Limit
            && header.Encoding switch
            {
                RecordEncoding.Raw => payload == header.PlainLength,
                RecordEncoding.Zstandard => payload > 0 && payload < header.PlainLength,
                _ => false,
            };
    }
}
