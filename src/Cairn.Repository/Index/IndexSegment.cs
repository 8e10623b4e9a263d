using System.Buffers.Binary;
using Cairn.Repository.Chunking;
using Cairn.Repository.Faults;
using Cairn.Repository.Fields;
using Cairn.Repository.Packs;
using Cairn.Repository.Sealing;

namespace Cairn.Repository.Index;

/// <summary>
/// Many chunks' places in one sealed object, sorted by id (docs/repository-format.md, "Index"): the list of packs, then entries
/// of a fixed width.
/// </summary>
internal static class IndexSegment
{
    public const string Prefix = "index/";

    /// <summary>More go into several segments: one takes at most some 50 MB.</summary>
    public const int MaxEntries = 1 << 20;

    private const int HeaderSize = 16;
    private const int CountsSize = 8;
    private const int EntrySize = ChunkId.Size + 17;
    private const byte Version = 1;

    private static ReadOnlySpan<byte> Magic => "CAIRNIDX"u8;

    public static string NewName(RandomSource random) => Prefix + random.HexDigits(32);

    public static bool IsName(string name) =>
        name.StartsWith(Prefix, StringComparison.Ordinal) && LowerHex.Is(name.AsSpan(Prefix.Length), 32);

    public static byte[] Encode(string name, KeyRing keys, List<(ChunkId Id, ChunkLocation Location)> entries)
    {
        entries.Sort(static (left, right) => left.Id.CompareTo(right.Id));
        var packs = new PackNumbers();
        var packList = new List<PackId>();
        foreach (var (_, location) in entries)
            if (packs.NumberOf(location.Pack) == packList.Count)
                packList.Add(location.Pack);

        var plain = new byte[CountsSize + packList.Count * PackId.Size + entries.Count * EntrySize];
        BinaryPrimitives.WriteInt32BigEndian(plain, packList.Count);
        BinaryPrimitives.WriteInt32BigEndian(plain.AsSpan(4), entries.Count);
        var rest = plain.AsSpan(CountsSize);
        foreach (var pack in packList)
        {
            pack.CopyTo(rest);
            rest = rest[PackId.Size..];
        }
        foreach (var (id, location) in entries)
        {
            WriteEntry(rest, id, packs.NumberOf(location.Pack), location);
            rest = rest[EntrySize..];
        }

        var content = new byte[HeaderSize + plain.Length + Seal.TagSize];
        Magic.CopyTo(content);
        content[8] = Version;
        Seal.Encrypt(keys.IndexSegmentKey(name), 0, plain, content.AsSpan(HeaderSize), content.AsSpan(0, HeaderSize));
        return content;
    }

    /// <summary>Adds all entries of a segment to <paramref name="table"/>.</summary>
    public static void Decode(string name, KeyRing keys, ReadOnlySpan<byte> content, ChunkTable table)
    {
        if (content.Length < HeaderSize + CountsSize + Seal.TagSize || !content.StartsWith(Magic) || content[8] != Version)
            throw new RepositoryDamagedException(name, 0, "it isn't an index segment of a known version");
        var plain = new byte[content.Length - HeaderSize - Seal.TagSize];
        if (!Seal.TryDecrypt(keys.IndexSegmentKey(name), 0, content[HeaderSize..], plain, content[..HeaderSize]))
            throw new RepositoryDamagedException(name, HeaderSize, "it was altered or cut short");

        var packCount = BinaryPrimitives.ReadInt32BigEndian(plain);
        var entryCount = BinaryPrimitives.ReadInt32BigEndian(plain.AsSpan(4));
        if (packCount < 0 || entryCount < 0
            || CountsSize + (long)packCount * PackId.Size + (long)entryCount * EntrySize != plain.Length)
            throw new RepositoryDamagedException(name, HeaderSize, "its counts don't agree with its length");
        var packs = plain.AsSpan(CountsSize, packCount * PackId.Size);
        var entries = plain.AsSpan(CountsSize + packs.Length);
        for (var at = 0; at < entries.Length; at += EntrySize)
            if (TryReadEntry(entries.Slice(at, EntrySize), packs, out var id, out var location))
                table.TryAdd(id, location);
            else
                throw new RepositoryDamagedException(name, plain.Length - entries.Length + at, "it has an impossible entry");
    }

    private static void WriteEntry(Span<byte> destination, ChunkId id, int pack, in ChunkLocation location)
    {
        id.CopyTo(destination);
        BinaryPrimitives.WriteInt32BigEndian(destination[32..], pack);
        BinaryPrimitives.WriteUInt32BigEndian(destination[36..], (uint)location.Offset);
        BinaryPrimitives.WriteInt32BigEndian(destination[40..], location.SealedLength);
        BinaryPrimitives.WriteInt32BigEndian(destination[44..], location.PlainLength);
        destination[48] = (byte)location.Kind;
    }

    private static bool TryReadEntry(
        ReadOnlySpan<byte> source, ReadOnlySpan<byte> packs, out ChunkId id, out ChunkLocation location)
    {
        id = new ChunkId(source[..ChunkId.Size]);
        var pack = BinaryPrimitives.ReadUInt32BigEndian(source[32..]);
        location = default;
        if (pack >= packs.Length / PackId.Size)
            return false;
        location = new ChunkLocation(
            PackId.Read(packs.Slice((int)pack * PackId.Size, PackId.Size)),
            BinaryPrimitives.ReadUInt32BigEndian(source[36..]),
            BinaryPrimitives.ReadInt32BigEndian(source[40..]),
            BinaryPrimitives.ReadInt32BigEndian(source[44..]),
            (ChunkKind)source[48]);
        return Enum.IsDefined(location.Kind)
            && location.PlainLength is > 0 and <= ChunkerParameters.Limit
            && location.SealedLength > Seal.TagSize && location.SealedLength <= location.PlainLength + Seal.TagSize;
    }
}
