using System.Buffers.Binary;
using Cairn.Repository.Sealing;

namespace Cairn.Repository.Packs;

/// <summary>
/// The layout of a pack (docs/repository-format.md, "Packs"): header, records, sealed table of the records' headers, trailer.
/// </summary>
internal static class PackFormat
{
    /// <summary>Magic (8), version (1), content (1), six zero bytes.</summary>
    public const int PrefixSize = 16;

    public const int HeaderSize = PrefixSize + KeyEnvelope.Size;

    /// <summary>Sealed length of the table (4), number of records (4), magic (8).</summary>
    public const int TrailerSize = 16;

    /// <summary>More bytes than any pack has: what an entry of the index can name ends here.</summary>
    public const int MaxLength = 1 << 29;

    /// <summary>Bounds what a reader of the table must allocate.</summary>
    public const int MaxRecords = 1 << 16;

    /// <summary>Bytes that records' and tables' associated data start with: repository, pack, offset.</summary>
    public const int PlaceSize = 16 + PackId.Size + sizeof(long);

    private const byte Version = 1;

    private static ReadOnlySpan<byte> HeaderMagic => "CAIRNPAK"u8;

    private static ReadOnlySpan<byte> TrailerMagic => "CAIRNEND"u8;

    public static void WritePrefix(Span<byte> destination, PackContent content)
    {
        destination[..PrefixSize].Clear();
        HeaderMagic.CopyTo(destination);
        destination[8] = Version;
        destination[9] = (byte)content;
    }

    public static bool IsPrefix(ReadOnlySpan<byte> prefix) =>
        prefix.StartsWith(HeaderMagic) && prefix[8] == Version && Enum.IsDefined((PackContent)prefix[9])
        && !prefix[10..PrefixSize].ContainsAnyExcept((byte)0);

    public static void WriteTrailer(Span<byte> destination, int tableLength, int records)
    {
        BinaryPrimitives.WriteInt32BigEndian(destination, tableLength);
        BinaryPrimitives.WriteInt32BigEndian(destination[4..], records);
        TrailerMagic.CopyTo(destination[8..]);
    }

    public static bool TryReadTrailer(ReadOnlySpan<byte> trailer, out int tableLength, out int records)
    {
        tableLength = BinaryPrimitives.ReadInt32BigEndian(trailer);
        records = BinaryPrimitives.ReadInt32BigEndian(trailer[4..]);
        return trailer[8..].SequenceEqual(TrailerMagic)
            && records is > 0 and <= MaxRecords
            && tableLength == records * RecordHeader.Size + Seal.TagSize;
    }

    /// <summary>
    /// Associated data: where the sealed bytes are, then the clear bytes (record header or trailer) that belong to them.
    /// </summary>
    public static int WriteAssociated(Span<byte> destination, Guid repository, PackId pack, long offset, ReadOnlySpan<byte> clear)
    {
        repository.TryWriteBytes(destination, bigEndian: true, out _);
        pack.CopyTo(destination[16..]);
        BinaryPrimitives.WriteInt64BigEndian(destination[32..], offset);
        clear.CopyTo(destination[PlaceSize..]);
        return PlaceSize + clear.Length;
    }
}
