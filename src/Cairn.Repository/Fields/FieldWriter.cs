using System.Buffers;
using System.Text;
using Cairn.Repository.Sealing;

namespace Cairn.Repository.Fields;

/// <summary>Writes the fields of trees and lists (docs/repository-format.md, "Fields") into a growing buffer.</summary>
internal sealed class FieldWriter
{
    private readonly ArrayBufferWriter<byte> _buffer = new(1024);

    public int Length => _buffer.WrittenCount;

    public int Capacity => _buffer.Capacity;

    public ReadOnlyMemory<byte> Written => _buffer.WrittenMemory;

    public void Clear() => _buffer.ResetWrittenCount();

    public void Byte(byte value) => _buffer.Write([value]);

    /// <summary>Seven bits a byte, lowest first, the top bit set on all but the last (LEB128).</summary>
    public void Number(ulong value)
    {
        var span = _buffer.GetSpan(10);
        var length = 0;
        for (; value >= 0x80; value >>= 7)
            span[length++] = (byte)(value | 0x80);
        span[length++] = (byte)value;
        _buffer.Advance(length);
    }

    /// <summary>A number of any sign: 0, -1, 1, -2, … become 0, 1, 2, 3, …</summary>
    public void Signed(long value) => Number((ulong)((value << 1) ^ (value >> 63)));

    public void Bytes(ReadOnlySpan<byte> value)
    {
        Number((ulong)value.Length);
        _buffer.Write(value);
    }

    public void Text(string value)
    {
        Number((ulong)Encoding.UTF8.GetByteCount(value));
        Encoding.UTF8.GetBytes(value, _buffer);
    }

    public void Id(ChunkId value)
    {
        value.CopyTo(_buffer.GetSpan(ChunkId.Size));
        _buffer.Advance(ChunkId.Size);
    }

    public void Raw(ReadOnlySpan<byte> value) => _buffer.Write(value);
}
