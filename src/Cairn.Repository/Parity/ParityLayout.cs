using System.Security.Cryptography;

namespace Cairn.Repository.Parity;

/// <summary>
/// How an object of <paramref name="Length"/> bytes is cut into data blocks of <paramref name="BlockSize"/> bytes, and where what
/// is in its parity object: a section of checksums, the parity blocks, the same section again.
/// </summary>
internal readonly record struct ParityLayout(int Length, int BlockSize)
{
    public const int HeaderSize = 32;

    public const int ChecksumSize = sizeof(ulong);

    public const int HashSize = SHA256.HashSizeInBytes;

    /// <summary>Far more than the largest pack needs.</summary>
    public const int MaxBlockSize = 4 << 20;

    // Up to this length an object can be made anew from its parity alone.
    private const int SmallLength = 16 << 10;
    private const int LeastBlockSize = SmallLength / ReedSolomon.ParityBlocks;

    public int DataBlocks => (int)(((long)Length + BlockSize - 1) / BlockSize);

    public int SectionSize => HeaderSize + (DataBlocks + ReedSolomon.ParityBlocks) * ChecksumSize + HashSize;

    public int ParityOffset => SectionSize;

    public int ParityLength => ReedSolomon.ParityBlocks * BlockSize;

    public int SecondSectionOffset => ParityOffset + ParityLength;

    /// <summary>Bytes of the whole parity object.</summary>
    public int Size => SecondSectionOffset + SectionSize;

    public bool IsValid =>
        Length > 0 && BlockSize is > 0 and <= MaxBlockSize && DataBlocks <= ReedSolomon.MaxDataBlocks;

    /// <summary>
    /// The layout that writers choose for an object: about 3 % of a large one, blocks of 4 KiB below 512 KiB, and four blocks
    /// below 16 KiB.
    /// </summary>
    public static ParityLayout For(int length)
    {
        var blocks = length <= SmallLength ? ReedSolomon.ParityBlocks : ReedSolomon.MaxDataBlocks;
        var size = (length + blocks - 1) / blocks;
        if (length > SmallLength)
            size = Math.Max(LeastBlockSize, (size + 63) & ~63);
        return new ParityLayout(length, size);
    }
}
