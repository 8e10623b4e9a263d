using System.Buffers;
using Cairn.Repository.Packs;

namespace Cairn.Repository.Index;

/// <summary>
/// Writes a segment from front to back. It keeps 24 bytes for every <see cref="SegmentLayout.BlockItems"/> entries in memory,
/// and a block.
/// </summary>
internal sealed class SegmentWriter
{
    private readonly Stream _output;
    private readonly SegmentKeys _keys;
    private readonly IReadOnlyList<PackId> _packs;
    private readonly byte[] _block = new byte[SegmentLayout.BlockItems * SegmentEntry.Size];
    private readonly ArrayBufferWriter<byte> _firstKeys = new();
    private readonly ArrayBufferWriter<byte> _macs = new();
    private int _used;
    private long _entries;

    /// <summary>The packs, which must rise strictly, are what the entries' pack numbers mean.</summary>
    public SegmentWriter(Stream output, SegmentKeys keys, IReadOnlyList<PackId> packs)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(packs.Count, SegmentEntry.MaxPacks);
        (_output, _keys, _packs) = (output, keys, packs);
        output.Write(SegmentLayout.Header);
    }

    public long Entries => _entries;

    /// <summary>Entries must come in their order.</summary>
    public void Add(in SegmentEntry entry)
    {
        entry.Write(_block.AsSpan(_used));
        _used += SegmentEntry.Size;
        _entries++;
        if (_used == _block.Length)
            EndBlock();
    }

    /// <param name="plainBytes">Bytes of all chunks before compression.</param>
    public void Complete(long plainBytes)
    {
        if (_used > 0)
            EndBlock();
        WritePacks();
        WriteTable(new SegmentLayout(_entries, _packs.Count), plainBytes);
    }

    private void EndBlock()
    {
        _firstKeys.Write(_block.AsSpan(0, SegmentLayout.KeySize));
        WriteBlock(_block.AsSpan(0, _used));
        _used = 0;
    }

    private void WritePacks()
    {
        var block = new byte[SegmentLayout.BlockItems * PackId.Size];
        for (var first = 0; first < _packs.Count; first += SegmentLayout.BlockItems)
        {
            var count = Math.Min(SegmentLayout.BlockItems, _packs.Count - first);
            for (var i = 0; i < count; i++)
                _packs[first + i].CopyTo(block.AsSpan(i * PackId.Size));
            WriteBlock(block.AsSpan(0, count * PackId.Size));
        }
    }

    private void WriteBlock(ReadOnlySpan<byte> block)
    {
        Span<byte> mac = stackalloc byte[SegmentLayout.MacSize];
        _keys.MacBlock(block, mac);
        _macs.Write(mac);
        _output.Write(block);
    }

    private void WriteTable(SegmentLayout layout, long plainBytes)
    {
        var header = SegmentLayout.HeaderSize;
        var table = new byte[header + layout.Length - layout.TableOffset];
        SegmentLayout.Header.CopyTo(table);
        _firstKeys.WrittenSpan.CopyTo(table.AsSpan(header));
        _macs.WrittenSpan.CopyTo(table.AsSpan(header + _firstKeys.WrittenCount));
        layout.WriteTrailer(table.AsSpan(table.Length - SegmentLayout.TrailerSize), plainBytes);
        var mac = table.Length - SegmentLayout.MacSize;
        _keys.MacTable(table.AsSpan(0, mac), table.AsSpan(mac));
        _output.Write(table.AsSpan(header));
    }
}
