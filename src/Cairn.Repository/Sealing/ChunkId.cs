using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;

namespace Cairn.Repository.Sealing;

/// <summary>
/// The name of a chunk: 32 bytes, a keyed hash of its plain bytes, so that equal chunks have equal ids in one repository.
/// </summary>
public readonly record struct ChunkId : IComparable<ChunkId>
{
    /// <summary>Bytes in an id.</summary>
    public const int Size = 32;

    // Four big-endian words: comparing them in order is comparing the bytes in order.
    private readonly ulong _a, _b, _c, _d;

    /// <param name="bytes">Exactly <see cref="Size"/> bytes.</param>
    public ChunkId(ReadOnlySpan<byte> bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(bytes.Length, Size);
        _a = BinaryPrimitives.ReadUInt64BigEndian(bytes);
        _b = BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]);
        _c = BinaryPrimitives.ReadUInt64BigEndian(bytes[16..]);
        _d = BinaryPrimitives.ReadUInt64BigEndian(bytes[24..]);
    }

    /// <summary>The first eight bytes: evenly spread, so tables may use them as a hash.</summary>
    internal ulong Leading => _a;

    /// <summary>The four bytes after <see cref="Leading"/>.</summary>
    internal uint Following => (uint)(_b >> 32);

    public void CopyTo(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt64BigEndian(destination, _a);
        BinaryPrimitives.WriteUInt64BigEndian(destination[8..], _b);
        BinaryPrimitives.WriteUInt64BigEndian(destination[16..], _c);
        BinaryPrimitives.WriteUInt64BigEndian(destination[24..], _d);
    }

    /// <summary>Reads 64 hexadecimal digits.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out ChunkId id)
    {
        Span<byte> bytes = stackalloc byte[Size];
        var valid = text is { Length: 2 * Size }
            && Convert.FromHexString(text, bytes, out _, out _) == System.Buffers.OperationStatus.Done;
        id = valid ? new ChunkId(bytes) : default;
        return valid;
    }

    /// <summary>64 lower-case hexadecimal digits.</summary>
    public override string ToString() => $"{_a:x16}{_b:x16}{_c:x16}{_d:x16}";

    public override int GetHashCode() => _a.GetHashCode();

    public int CompareTo(ChunkId other) => (_a, _b, _c, _d).CompareTo((other._a, other._b, other._c, other._d));

    public static bool operator <(ChunkId left, ChunkId right) => left.CompareTo(right) < 0;

    public static bool operator >(ChunkId left, ChunkId right) => left.CompareTo(right) > 0;

    public static bool operator <=(ChunkId left, ChunkId right) => left.CompareTo(right) <= 0;

    public static bool operator >=(ChunkId left, ChunkId right) => left.CompareTo(right) >= 0;
}
