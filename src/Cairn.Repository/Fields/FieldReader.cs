using System.Text;
using Cairn.Repository.Faults;
using Cairn.Repository.Sealing;

namespace Cairn.Repository.Fields;

/// <summary>
/// Reads what <see cref="FieldWriter"/> wrote. Whatever the bytes are, it throws nothing but
/// <see cref="RepositoryDamagedException"/>, and allocates no more than they are long.
/// </summary>
internal ref struct FieldReader(ReadOnlySpan<byte> bytes, string objectName)
{
    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    private const int MaxCount = 1 << 16;

    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private int _position;

    public readonly bool AtEnd => _position == _bytes.Length;

    public readonly RepositoryDamagedException Damaged(string reason) => new(objectName, _position, reason);

    public byte Byte() => Take(1)[0];

    public ulong Number()
    {
        ulong value = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var b = Byte();
            if (shift == 63 && b > 1 || b == 0 && shift > 0)
                throw Damaged("a number is too long");
            value |= (ulong)(b & 0x7f) << shift;
            if (b < 0x80)
                return value;
        }
        throw Damaged("a number is too long");
    }

    public uint UInt32() => Number() is var value and <= uint.MaxValue ? (uint)value : throw Damaged("a number is too large");

    /// <summary>A length or position: never negative.</summary>
    public long Length() => Number() is var value and <= long.MaxValue ? (long)value : throw Damaged("a length is too large");

    /// <summary>
    /// A number of things that take at least <paramref name="least"/> bytes each: never more than could follow, nor than any
    /// writer puts in one chunk.
    /// </summary>
    public int Count(int least) =>
        Number() is var value && value <= MaxCount && (long)value * least <= _bytes.Length - _position
            ? (int)value
            : throw Damaged("a count is too large");

    public long Signed() => Number() is var value ? (long)(value >> 1) ^ -(long)(value & 1) : 0;

    public ReadOnlySpan<byte> Bytes() =>
        Number() is var length && length <= (ulong)(_bytes.Length - _position)
            ? Take((int)length)
            : throw Damaged("it ends too early");

    public string Text()
    {
        var utf8 = Bytes();
        try
        {
            return StrictUtf8.GetString(utf8);
        }
        catch (DecoderFallbackException)
        {
            throw Damaged("a text isn't UTF-8");
        }
    }

    public ReadOnlySpan<byte> Raw(int count) => Take(count);

    public ChunkId Id() => new(Take(ChunkId.Size));

    public readonly void ExpectEnd()
    {
        if (!AtEnd)
            throw Damaged("there are bytes after its end");
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count > _bytes.Length - _position)
            throw Damaged("it ends too early");
        _position += count;
        return _bytes.Slice(_position - count, count);
    }
}
