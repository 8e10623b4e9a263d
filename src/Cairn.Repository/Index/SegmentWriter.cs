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
    private readonly byte[] _block = new byte[SegmentLayout.BlockItems * SegmentEntry.Size];
    private readonly ArrayBufferWriter<byte> _firstKeys = new();
    private readonly ArrayBufferWriter<byte> _macs = new();
    private int _used;
    private long _entries;

    public SegmentWriter(Stream output, SegmentKeys keys)
    {
        (_output, _keys) = (output, keys);
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

    /// <summary>
    /// Ends the segment. The packs, which must rise strictly, are what the entries' pack numbers mean; plain bytes are those of
    /// all chunks before compression.
    /// </summary>
    public void Complete(IEnumerable<PackId> packs, long plainBytes)
    {
        if (_used > 0)
            EndBlock();
        WriteTable(new SegmentLayout(_entries, WritePacks(packs)), plainBytes);
    }

    private void EndBlock()
    {
        _firstKeys.Write(_block.AsSpan(0, SegmentLayout.KeySize));
        WriteBlock(_block.AsSpan(0, _used));
        _used = 0;
    }

    private int WritePacks(IEnumerable<PackId> packs)
    {
        var block = new byte[SegmentLayout.BlockItems * PackId.Size];
        var count = 0;
        foreach (var some in packs.Chunk(SegmentLayout.BlockItems))
        {
            for (var i = 0; i < some.Length; i++)
                some[i].CopyTo(block.AsSpan(i * PackId.Size));
            WriteBlock(block.AsSpan(0, some.Length * PackId.Size));
            count += some.Length;
        }
        return count;
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
