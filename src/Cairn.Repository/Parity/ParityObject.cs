using System.Buffers.Binary;
using System.IO.Hashing;
using System.Security.Cryptography;
using System.Text;

namespace Cairn.Repository.Parity;

/// <summary>
/// The parity of one object (docs/repository-format.md, "Parity"), as read back: from it, damage in the object is found, and
/// undone where no more blocks are damaged than there are sound parity blocks.
/// </summary>
internal sealed class ParityObject
{
    private const byte Version = 1;

    private readonly ReadOnlyMemory<byte> _bytes;
    private readonly ulong[] _checksums;

    private ParityObject(ParityLayout layout, ReadOnlyMemory<byte> bytes, ReadOnlySpan<byte> section)
    {
        (Layout, _bytes) = (layout, bytes);
        _checksums = new ulong[layout.DataBlocks + ReedSolomon.ParityBlocks];
        for (var i = 0; i < _checksums.Length; i++)
            _checksums[i] = BinaryPrimitives.ReadUInt64BigEndian(
                section[(ParityLayout.HeaderSize + i * ParityLayout.ChecksumSize)..]);
        IsWhole = bytes.Length == layout.Size
            && section.SequenceEqual(bytes.Span[..layout.SectionSize])
            && section.SequenceEqual(bytes.Span[layout.SecondSectionOffset..])
            && SoundRows().Length == ReedSolomon.ParityBlocks;
    }

    public ParityLayout Layout { get; }

    /// <summary>Every byte is as it was written. If not, it may still heal.</summary>
    public bool IsWhole { get; }

    private static ReadOnlySpan<byte> Magic => "CAIRNPAR"u8;

    /// <summary>
    /// Writes the parity of the object of that name to <paramref name="destination"/>, which has the layout's size.
    /// </summary>
    public static void Encode(string objectName, ReadOnlySpan<byte> content, ParityLayout layout, Span<byte> destination)
    {
        var parity = destination.Slice(layout.ParityOffset, layout.ParityLength);
        ReedSolomon.Encode(content, layout.BlockSize, parity);
        var section = destination[..layout.SectionSize];
        WriteHeader(layout, section);
        var checksums = section[ParityLayout.HeaderSize..];
        for (var i = 0; i < layout.DataBlocks + ReedSolomon.ParityBlocks; i++)
        {
            var isData = i < layout.DataBlocks;
            var checksum = isData
                ? Checksum(content, layout, i)
                : XxHash3.HashToUInt64(parity.Slice((i - layout.DataBlocks) * layout.BlockSize, layout.BlockSize));
            BinaryPrimitives.WriteUInt64BigEndian(checksums[(i * ParityLayout.ChecksumSize)..], checksum);
        }
        HashOf(objectName, section, section[^ParityLayout.HashSize..]);
        section.CopyTo(destination[layout.SecondSectionOffset..]);
    }

    /// <summary>
    /// Null where neither section can be used. <paramref name="bytes"/> is kept, and may be damaged, cut short or too long.
    /// </summary>
    public static ParityObject? Read(string objectName, ReadOnlyMemory<byte> bytes)
    {
        var span = bytes.Span;
        if (ReadSection(objectName, span) is { } first)
            return new ParityObject(first, bytes, span[..first.SectionSize]);
        // The second section ends with the object. How long it is depends on the number of data blocks only.
        for (var blocks = 1; blocks <= ReedSolomon.MaxDataBlocks; blocks++)
        {
            var size = new ParityLayout(blocks, 1).SectionSize;
            if (size <= span.Length && ReadSection(objectName, span[^size..]) is { } second && second.SectionSize == size)
                return new ParityObject(second, bytes, span[^size..]);
        }
        return null;
    }

    /// <summary>Whether the object's bytes are those that the parity was made of.</summary>
    public bool Matches(ReadOnlySpan<byte> content) => content.Length == Layout.Length && LostBlocks(content).Length == 0;

    /// <summary>The object as it was, given what is left of it; null where that is beyond repair.</summary>
    public byte[]? Heal(ReadOnlySpan<byte> content)
    {
        var (lost, rows) = (LostBlocks(content), SoundRows());
        if (lost.Length > rows.Length)
            return null;
        var healed = new byte[Layout.Length];
        content[..Math.Min(content.Length, Layout.Length)].CopyTo(healed);
        var parity = _bytes.Span[Math.Min(Layout.ParityOffset, _bytes.Length)..];
        ReedSolomon.Reconstruct(healed, Layout.BlockSize, lost, parity, rows.AsSpan(0, lost.Length));
        return healed;
    }

    /// <summary>The numbers of the data blocks that aren't as they were.</summary>
    public int[] LostBlocks(ReadOnlySpan<byte> content)
    {
        var lost = new List<int>();
        for (var i = 0; i < Layout.DataBlocks; i++)
        {
            var end = Math.Min(Layout.Length, (i + 1) * (long)Layout.BlockSize);
            if (content.Length < end || Checksum(content[..(int)end], Layout, i) != _checksums[i])
                lost.Add(i);
        }
        return [.. lost];
    }

    private int[] SoundRows()
    {
        var sound = new List<int>();
        for (var i = 0; i < ReedSolomon.ParityBlocks; i++)
        {
            var start = Layout.ParityOffset + i * Layout.BlockSize;
            if (start + Layout.BlockSize <= _bytes.Length
                && XxHash3.HashToUInt64(_bytes.Span.Slice(start, Layout.BlockSize)) == _checksums[Layout.DataBlocks + i])
                sound.Add(i);
        }
        return [.. sound];
    }

    private static void WriteHeader(ParityLayout layout, Span<byte> section)
    {
        section.Clear();
        Magic.CopyTo(section);
        section[8] = Version;
        section[9] = ReedSolomon.ParityBlocks;
        section[10] = (byte)layout.DataBlocks;
        BinaryPrimitives.WriteInt64BigEndian(section[16..], layout.Length);
        BinaryPrimitives.WriteInt32BigEndian(section[24..], layout.BlockSize);
    }

    private static ParityLayout? ReadSection(string objectName, ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < ParityLayout.HeaderSize || !bytes.StartsWith(Magic))
            return null;
        var length = BinaryPrimitives.ReadInt64BigEndian(bytes[16..]);
        var layout = new ParityLayout((int)long.Clamp(length, 0, int.MaxValue), BinaryPrimitives.ReadInt32BigEndian(bytes[24..]));
        if (!layout.IsValid || bytes.Length < layout.SectionSize)
            return null;
        var section = bytes[..layout.SectionSize];
        Span<byte> header = stackalloc byte[ParityLayout.HeaderSize];
        WriteHeader(layout, header);
        Span<byte> hash = stackalloc byte[ParityLayout.HashSize];
        HashOf(objectName, section, hash);
        return section.StartsWith(header) && section.EndsWith(hash) ? layout : null;
    }

    private static ulong Checksum(ReadOnlySpan<byte> content, ParityLayout layout, int block)
    {
        var start = block * layout.BlockSize;
        return XxHash3.HashToUInt64(content.Slice(start, Math.Min(layout.BlockSize, content.Length - start)));
    }

    /// <summary>Of the object's name and all of the section that comes before the hash.</summary>
    private static void HashOf(string objectName, ReadOnlySpan<byte> section, Span<byte> hash)
    {
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        sha.AppendData(Encoding.ASCII.GetBytes($"cairn/1 parity {objectName}\0"));
        sha.AppendData(section[..^ParityLayout.HashSize]);
        sha.GetHashAndReset(hash);
    }
}
