using System.Security.Cryptography;

namespace Cairn.Repository;

/// <summary>
/// Where a repository's ids, names, keys and random choices come from: the system's secure generator, or for a simulation one
/// that a seed replays. Safe for use by several threads.
/// </summary>
internal class RandomSource
{
    public static RandomSource System { get; } = new();

    public virtual void Fill(Span<byte> bytes) => RandomNumberGenerator.Fill(bytes);

    public byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        Fill(bytes);
        return bytes;
    }

    /// <summary>Lower-case hexadecimal digits, an even number of them.</summary>
    public string HexDigits(int count) => Convert.ToHexStringLower(Bytes(count / 2));

    /// <summary>A UUID of version 4.</summary>
    public Guid Uuid()
    {
        var bytes = Bytes(16);
        bytes[6] = (byte)(bytes[6] & 0x0f | 0x40);
        bytes[8] = (byte)(bytes[8] & 0x3f | 0x80);
        return new Guid(bytes, bigEndian: true);
    }

    /// <summary>An even choice among <paramref name="count"/> (at least 1), counted from 0.</summary>
    public virtual int Choose(int count) => Random.Shared.Next(count);
}
