using System.Security.Cryptography;
using Cairn.Repository.Sealing;

namespace Cairn.Repository.Index;

/// <summary>
/// What authenticates one index segment. The MACs of its blocks stand in its table, whose MAC so binds each block to its place.
/// </summary>
internal sealed class SegmentKeys(KeyRing keys, string segment)
{
    private readonly byte[] _keys = keys.IndexSegmentKeys(segment);

    private ReadOnlySpan<byte> TableKey => _keys.AsSpan(0, RepositorySecrets.KeySize);

    private ReadOnlySpan<byte> BlockKey => _keys.AsSpan(RepositorySecrets.KeySize);

    public void MacTable(ReadOnlySpan<byte> table, Span<byte> mac) => Mac(TableKey, table, mac);

    public void MacBlock(ReadOnlySpan<byte> block, Span<byte> mac) => Mac(BlockKey, block, mac);

    public bool IsTable(ReadOnlySpan<byte> table, ReadOnlySpan<byte> mac) => Is(TableKey, table, mac);

    public bool IsBlock(ReadOnlySpan<byte> block, ReadOnlySpan<byte> mac) => Is(BlockKey, block, mac);

    private static bool Is(ReadOnlySpan<byte> key, ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> mac)
    {
        Span<byte> actual = stackalloc byte[SegmentLayout.MacSize];
        Mac(key, bytes, actual);
        return CryptographicOperations.FixedTimeEquals(actual, mac);
    }

    /// <summary>HMAC-SHA256, its first 16 bytes.</summary>
    private static void Mac(ReadOnlySpan<byte> key, ReadOnlySpan<byte> bytes, Span<byte> mac)
    {
        Span<byte> whole = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(key, bytes, whole);
        whole[..SegmentLayout.MacSize].CopyTo(mac);
    }
}
