using System.Buffers;
using System.Text;
using Cairn.Repository.Sealing;

namespace Cairn.Repository.Fields;

/// <summary>
/// Writes the fields of trees and lists (docs/repository-format.md, "Fields") into a growing buffer, which is from the pool: the
/// pieces of many directories grow to a MiB and would leave much garbage.
/// </summary>
internal sealed class FieldWriter : IDisposable
{
    private byte[] _buffer = [];

    public int Length { get; private set; }

    public int Capacity => _buffer.Length;

    /// <summary>Valid until something is added, and no longer than until <see cref="Dispose"/>.</summary>
    public ReadOnlyMemory<byte> Written => _buffer.AsMemory(0, Length);

    public void Clear() => Length = 0;

    /// <summary>Empty afterwards, and ready to be used again.</summary>
    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_buffer);
        (_buffer, Length) = ([], 0);
    }

    public void Byte(byte value)
    {
        Room(1)[0] = value;
        Length++;
    }

    /// <summary>Seven bits a byte, lowest first, the top bit set on all but the last (LEB128).</summary>
    public void Number(ulong value)
    {
        var span = Room(10);
        var length = 0;
        for (; value >= 0x80; value >>= 7)
            span[length++] = (byte)(value | 0x80);
        span[length++] = (byte)value;
        Length += length;
    }

    /// <summary>A number of any sign: 0, -1, 1, -2, … become 0, 1, 2, 3, …</summary>
    public void Signed(long value) => Number((ulong)((value << 1) ^ (value >> 63)));

    public void Bytes(ReadOnlySpan<byte> value)
    {
        Number((ulong)value.Length);
        Raw(value);
    }

    public void Text(string value)
    {
        var length = Encoding.UTF8.GetByteCount(value);
        Number((ulong)length);
        Length += Encoding.UTF8.GetBytes(value, Room(length));
    }

    public void Id(ChunkId value)
    {
        value.CopyTo(Room(ChunkId.Size));
        Length += ChunkId.Size;
    }

    public void Raw(ReadOnlySpan<byte> value)
    {
        value.CopyTo(Room(value.Length));
        Length += value.Length;
    }

    /// <summary>What is free, at least so many bytes.</summary>
    private Span<byte> Room(int bytes)
    {
        if (_buffer.Length - Length < bytes)
            Grow(bytes);
        return _buffer.AsSpan(Length);
    }

    private void Grow(int bytes)
    {
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(1024, Math.Max(checked(Length + bytes), _buffer.Length * 2)));
        _buffer.AsSpan(0, Length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }
}
