using System.Buffers;
using System.Buffers.Binary;
using Cairn.Repository.Trees;

namespace Cairn.DataAgents.FileSystem.Native;

/// <summary>
/// The names in a directory in byte order, each once, without "." and "..". They lie in one block of memory, so that a directory of a
/// million entries takes some 30 MB.
/// </summary>
internal sealed unsafe class DirectoryListing
{
    // struct linux_dirent64: inode (8), offset of the next (8), length of this record (2), type (1), name (to a NUL).
    private const int RecordLength = 16;
    private const int RecordType = 18;
    private const int RecordName = 19;

    private const int BufferSize = 64 << 10;

    private readonly ArrayBufferWriter<byte> _names = new(256);
    private readonly List<Item> _items = [];

    private DirectoryListing()
    {
    }

    public int Count => _items.Count;

    public ReadOnlySpan<byte> Name(int index) => NameOf(_items[index]);

    /// <summary>What the directory says of the kind; null where the file system keeps it only in the inode.</summary>
    public EntryKind? Kind(int index) => FileType.KindOf(_items[index].Type << 12);

    public static DirectoryListing Read(int descriptor)
    {
        var listing = new DirectoryListing();
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            fixed (byte* start = buffer)
            {
                int length;
                while ((length = (int)FileSystemException.Check(Libc.getdents64(descriptor, start, (nuint)buffer.Length))) > 0)
                    listing.AddRecords(buffer.AsSpan(0, length));
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
        listing.Sort();
        return listing;
    }

    private void AddRecords(ReadOnlySpan<byte> records)
    {
        while (!records.IsEmpty)
        {
            var length = BinaryPrimitives.ReadUInt16LittleEndian(records[RecordLength..]);
            var name = records[RecordName..length];
            name = name[..name.IndexOf((byte)0)];
            if (!name.SequenceEqual("."u8) && !name.SequenceEqual(".."u8))
            {
                _items.Add(new Item(_names.WrittenCount, (ushort)name.Length, records[RecordType]));
                _names.Write(name);
            }
            records = records[length..];
        }
    }

    private void Sort()
    {
        _items.Sort((left, right) => NameOf(left).SequenceCompareTo(NameOf(right)));
        // A directory that changes while it is listed may give a name twice.
        var kept = 0;
        for (var index = 0; index < _items.Count; index++)
            if (index == 0 || !NameOf(_items[index]).SequenceEqual(NameOf(_items[kept - 1])))
                _items[kept++] = _items[index];
        _items.RemoveRange(kept, _items.Count - kept);
    }

    private ReadOnlySpan<byte> NameOf(Item item) => _names.WrittenSpan.Slice(item.Start, item.Length);

    private readonly record struct Item(int Start, ushort Length, byte Type);
}
