using Cairn.Repository.Faults;
using Cairn.Repository.ObjectStore;
using Cairn.Repository.Sealing;

namespace Cairn.Repository.Packs;

/// <summary>Reads what a pack says of itself: its key, and its table of records.</summary>
internal sealed class PackReader(IObjectStore store, KeyRing keys)
{
    public async ValueTask<byte[]> ReadKeyAsync(PackId pack, CancellationToken cancellationToken)
    {
        var header = new byte[PackFormat.HeaderSize];
        await store.ReadAsync(pack.ObjectName, 0, header, cancellationToken);
        return OpenKey(pack, header);
    }

    public byte[] OpenKey(PackId pack, ReadOnlySpan<byte> header)
    {
        if (header.Length < PackFormat.HeaderSize || !PackFormat.IsPrefix(header))
            throw new RepositoryDamagedException(pack.ObjectName, 0, "it doesn't start as a pack of a known version does");
        var prefix = header[..PackFormat.PrefixSize];
        return keys.Envelope.Unwrap(pack.ObjectName, prefix, header[PackFormat.PrefixSize..PackFormat.HeaderSize]);
    }

    /// <summary>Reads the table of a pack of <paramref name="length"/> bytes, and nothing of its records.</summary>
    public async Task<PackedRecords> ReadTableAsync(PackId pack, long length, CancellationToken cancellationToken)
    {
        var key = await ReadKeyAsync(pack, cancellationToken);
        var trailer = new byte[PackFormat.TrailerSize];
        await store.ReadAsync(pack.ObjectName, Math.Max(0, length - trailer.Length), trailer, cancellationToken);
        var offset = TableOffset(pack, length, trailer, out var tableLength);
        var table = new byte[tableLength];
        await store.ReadAsync(pack.ObjectName, offset, table, cancellationToken);
        return OpenTable(pack, key, offset, table, trailer);
    }

    /// <summary>The table of a pack that is in memory as a whole.</summary>
    public PackedRecords OpenTable(PackId pack, byte[] key, ReadOnlySpan<byte> content)
    {
        var trailer = content[Math.Max(0, content.Length - PackFormat.TrailerSize)..];
        var offset = TableOffset(pack, content.Length, trailer, out var tableLength);
        return OpenTable(pack, key, offset, content.Slice((int)offset, tableLength), trailer);
    }

    /// <summary>
    /// Records found by their headers alone, for a pack whose table is lost: from the start to the first that can't be one.
    /// They must be opened before they are believed.
    /// </summary>
    public static PackedRecords Scan(PackId pack, ReadOnlySpan<byte> content)
    {
        var records = new List<PackedRecord>();
        long offset = PackFormat.HeaderSize;
        while (offset < content.Length
            && RecordHeader.TryRead(content[(int)offset..], out var header)
            && offset + header.RecordLength <= content.Length)
        {
            records.Add(new PackedRecord(offset, header));
            offset += header.RecordLength;
        }
        return new PackedRecords(pack, records);
    }

    private static long TableOffset(PackId pack, long length, ReadOnlySpan<byte> trailer, out int tableLength)
    {
        if (length < PackFormat.HeaderSize + PackFormat.TrailerSize
            || !PackFormat.TryReadTrailer(trailer, out tableLength, out _)
            || length - PackFormat.TrailerSize - tableLength < PackFormat.HeaderSize)
            throw new RepositoryDamagedException(pack.ObjectName, length, "it doesn't end as a pack does: it may be cut short");
        return length - PackFormat.TrailerSize - tableLength;
    }

    private PackedRecords OpenTable(PackId pack, byte[] key, long offset, ReadOnlySpan<byte> table, ReadOnlySpan<byte> trailer)
    {
        Span<byte> associated = stackalloc byte[PackFormat.PlaceSize + PackFormat.TrailerSize];
        PackFormat.WriteAssociated(associated, keys.RepositoryId, pack, offset, trailer);
        var plain = new byte[table.Length - Seal.TagSize];
        if (!Seal.TryDecrypt(key, offset, table, plain, associated))
            throw new RepositoryDamagedException(pack.ObjectName, offset, "its table was altered");

        var records = new PackedRecord[plain.Length / RecordHeader.Size];
        long at = PackFormat.HeaderSize;
        for (var i = 0; i < records.Length; i++)
        {
            if (!RecordHeader.TryRead(plain.AsSpan(i * RecordHeader.Size, RecordHeader.Size), out var header))
                throw new RepositoryDamagedException(pack.ObjectName, offset, "its table has an impossible record");
            records[i] = new PackedRecord(at, header);
            at += header.RecordLength;
        }
        if (at != offset)
            throw new RepositoryDamagedException(pack.ObjectName, offset, "its table doesn't cover its records");
        return new PackedRecords(pack, records);
    }
}
