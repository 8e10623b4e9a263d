using System.Buffers;
using System.Buffers.Binary;
using Cairn.Repository.Faults;
using Cairn.Repository.Packs;
using Cairn.Repository.Sealing;

namespace Cairn.Repository.Index;

/// <summary>
/// An index segment, mapped. Its table is authenticated when it is opened, each block of entries or packs when it is first looked
/// at (some 16 µs): so an answer never rests on bytes that weren't. On the heap are two bits for every
/// <see cref="SegmentLayout.BlockItems"/> entries. Safe for use by several threads.
/// </summary>
internal sealed unsafe class MappedSegment
{
    private readonly MappedFile _file;
    private readonly SegmentKeys _keys;
    private readonly SegmentLayout _layout;
    private readonly BitSet _soundEntries;
    private readonly BitSet _soundPacks;

    private MappedSegment(MappedFile file, SegmentKeys keys, SegmentLayout layout, long plainBytes)
    {
        (_file, _keys, _layout, PlainBytes) = (file, keys, layout, plainBytes);
        _soundEntries = new BitSet(layout.EntryBlocks);
        _soundPacks = new BitSet(layout.PackBlocks);
    }

    public string Name => _file.Name;

    public long Entries => _layout.Entries;

    public int Packs => _layout.Packs;

    /// <summary>Bytes that are mapped.</summary>
    public long Length => _file.Length;

    /// <summary>Bytes of its chunks before compression; of merged segments, about.</summary>
    public long PlainBytes { get; }

    private SortedKeys FirstKeys => new(_file.Start + _layout.TableOffset, SegmentLayout.KeySize);

    private SortedKeys EntryKeys => new(_file.Start + SegmentLayout.HeaderSize, SegmentEntry.Size);

    /// <exception cref="RepositoryDamagedException">It isn't a segment, or was altered or cut short.</exception>
    public static MappedSegment Open(MappedFile file, KeyRing keys)
    {
        if (file.Length < SegmentLayout.HeaderSize + SegmentLayout.TrailerSize)
            throw new RepositoryDamagedException(file.Name, 0, "it is too short for an index segment");
        Span<byte> header = stackalloc byte[SegmentLayout.HeaderSize];
        file.Read(0, header);
        if (!header.SequenceEqual(SegmentLayout.Header))
            throw new RepositoryDamagedException(file.Name, 0, "it isn't an index segment of a known version");
        Span<byte> trailer = stackalloc byte[SegmentLayout.TrailerSize];
        file.Read(file.Length - trailer.Length, trailer);
        if (!SegmentLayout.TryRead(trailer, file.Length, out var layout))
            throw new RepositoryDamagedException(
                file.Name, file.Length - trailer.Length, "its counts don't agree with its length");

        var segmentKeys = new SegmentKeys(keys, file.Name);
        var length = SegmentLayout.HeaderSize + (int)(file.Length - layout.TableOffset);
        var table = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            VerifyTable(file, segmentKeys, layout, table.AsSpan(0, length));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(table);
        }
        return new MappedSegment(file, segmentKeys, layout, BinaryPrimitives.ReadInt64BigEndian(trailer[16..]));
    }

    /// <summary>The first of the entries of this id, or -1.</summary>
    public long Find(in ChunkPrefix id)
    {
        if (Entries == 0)
            return -1;
        var block = BlockOf(id.High);
        EnsureEntries(block);
        var from = block * SegmentLayout.BlockItems;
        var to = Math.Min(from + SegmentLayout.BlockItems, Entries);
        var index = EntryKeys.LowerBound(id.High, from, to, Guess(id.High, block, from, to));
        // Nearly always this is it, or not. Ids that share 8 bytes, and copies of a chunk, are neighbours.
        for (; index < Entries && PrefixAt(index) is var found && found.High == id.High; index++)
            if (found.Low >= id.Low)
                return found == id ? index : -1;
        GC.KeepAlive(this);
        return -1;
    }

    public ChunkPrefix PrefixAt(long index) => EntryAt(index).Id;

    public SegmentEntry EntryAt(long index)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((ulong)index, (ulong)Entries);
        EnsureEntries(index / SegmentLayout.BlockItems);
        var entry = SegmentEntry.Read(Mapped(SegmentLayout.EntryOffset(index), SegmentEntry.Size));
        GC.KeepAlive(this);
        return entry;
    }

    public PackId PackAt(int number)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)number, (uint)Packs);
        EnsurePacks(number / SegmentLayout.BlockItems);
        var pack = PackId.Read(Mapped(_layout.PackOffset(number), PackId.Size));
        GC.KeepAlive(this);
        return pack;
    }

    /// <summary>
    /// The number of a pack in this segment, or -1. Ids are random, so it is looked for where it should be, and every other time
    /// in the middle in case they aren't.
    /// </summary>
    public int FindPack(PackId pack)
    {
        var (low, high, isGuess) = (0, Packs, true);
        var (least, most) = (0.0, (double)UInt128.MaxValue);
        for (; low < high; isGuess = !isGuess)
        {
            var share = isGuess && most > least ? ((double)pack.Value - least) / (most - least) : 0.5;
            var at = low + (int)Math.Clamp(share * (high - low), 0, high - low - 1);
            var found = PackAt(at);
            if (found == pack)
                return at;
            if (found.Value < pack.Value)
                (low, least) = (at + 1, (double)found.Value);
            else
                (high, most) = (at, (double)found.Value);
        }
        return -1;
    }

    /// <summary>Looks at all of it now.</summary>
    /// <exception cref="RepositoryDamagedException">Part of it was altered.</exception>
    public void VerifyAll(CancellationToken cancellationToken)
    {
        for (var block = 0; block < _layout.PackBlocks; block++)
            EnsurePacks(block);
        for (var block = 0L; block < _layout.EntryBlocks; block++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            EnsureEntries(block);
        }
    }

    private static void VerifyTable(MappedFile file, SegmentKeys keys, SegmentLayout layout, Span<byte> bytes)
    {
        SegmentLayout.Header.CopyTo(bytes);
        file.Read(layout.TableOffset, bytes[SegmentLayout.HeaderSize..]);
        if (!keys.IsTable(bytes[..^SegmentLayout.MacSize], bytes[^SegmentLayout.MacSize..]))
            throw new RepositoryDamagedException(file.Name, layout.TableOffset, "its table was altered");
        var firstKeys = bytes.Slice(SegmentLayout.HeaderSize, (int)layout.EntryBlocks * SegmentLayout.KeySize);
        var previous = 0UL;
        for (var at = 0; at < firstKeys.Length; at += SegmentLayout.KeySize)
        {
            var key = BinaryPrimitives.ReadUInt64BigEndian(firstKeys[at..]);
            if (key < previous)
                throw new RepositoryDamagedException(file.Name, layout.TableOffset + at, "its blocks are out of order");
            previous = key;
        }
    }

    /// <summary>
    /// The last block that begins below the value: the first entry that isn't below it is there, or starts the next.
    /// </summary>
    private long BlockOf(ulong value)
    {
        var blocks = _layout.EntryBlocks;
        var guess = (long)Math.BigMul(value, (ulong)blocks, out _);
        return Math.Max(FirstKeys.LowerBound(value, 0, blocks, guess) - 1, 0);
    }

    /// <summary>Where the value should be if the block's ids are spread evenly; improved by a look at what is there.</summary>
    private long Guess(ulong value, long block, long from, long to)
    {
        var first = FirstKeys[block];
        var next = block + 1 < _layout.EntryBlocks ? FirstKeys[block + 1] : ulong.MaxValue;
        var density = (to - from) / ((double)(next - first) + 1);
        var guess = Math.Clamp(from + (long)((value - (double)first) * density), from, to - 1);
        EntryKeys.Prefetch(guess);
        return guess + (long)((value - (double)EntryKeys[guess]) * density);
    }

    private void EnsureEntries(long block)
    {
        if (_soundEntries[block])
            return;
        var from = block * SegmentLayout.BlockItems;
        var count = (int)Math.Min(SegmentLayout.BlockItems, Entries - from);
        var (offset, length) = (SegmentLayout.EntryOffset(from), count * SegmentEntry.Size);
        Verify(offset, length, _layout.EntryMacsOffset + block * SegmentLayout.MacSize);
        VerifyOrder(block, Mapped(offset, length));
        _soundEntries.Set(block);
        GC.KeepAlive(this);
    }

    private void EnsurePacks(int block)
    {
        if (_soundPacks[block])
            return;
        var from = block * SegmentLayout.BlockItems;
        var count = Math.Min(SegmentLayout.BlockItems, Packs - from);
        Verify(_layout.PackOffset(from), count * PackId.Size, _layout.PackMacsOffset + (long)block * SegmentLayout.MacSize);
        _soundPacks.Set(block);
    }

    private void Verify(long offset, int length, long mac)
    {
        var bytes = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            _file.Read(offset, bytes.AsSpan(0, length));
            if (!_keys.IsBlock(bytes.AsSpan(0, length), Mapped(mac, SegmentLayout.MacSize)))
                throw new RepositoryDamagedException(Name, offset, "a part of it was altered");
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
        GC.KeepAlive(this);
    }

    /// <summary>What no writer writes: a program with the keys made it, but a search must not go astray in it.</summary>
    private void VerifyOrder(long block, ReadOnlySpan<byte> entries)
    {
        var previous = new SegmentEntry(new ChunkPrefix(FirstKeys[block], 0), 0, 0, 0, 0);
        var last = block + 1 < _layout.EntryBlocks ? FirstKeys[block + 1] : ulong.MaxValue;
        for (var at = 0; at < entries.Length; at += SegmentEntry.Size)
        {
            var entry = SegmentEntry.Read(entries[at..]);
            var isFirst = at == 0 && entry.Id.High != previous.Id.High;
            if (isFirst || entry.CompareTo(previous) < 0 || entry.Id.High > last || entry.Pack >= Packs || entry.Kind == 0)
                throw new RepositoryDamagedException(
                    Name, SegmentLayout.EntryOffset(block * SegmentLayout.BlockItems) + at, "it has an impossible entry");
            previous = entry;
        }
    }

    private ReadOnlySpan<byte> Mapped(long offset, int length) => new(_file.Start + offset, length);
}
