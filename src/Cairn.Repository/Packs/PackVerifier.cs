using Cairn.Repository.Faults;
using Cairn.Repository.ObjectStore;
using Cairn.Repository.Sealing;

namespace Cairn.Repository.Packs;

/// <summary>Reads whole packs and opens every record. Safe for use by several threads.</summary>
internal sealed class PackVerifier(IObjectStore store, KeyRing keys)
{
    private readonly PackReader _reader = new(store, keys);
    private readonly RecordOpener _opener = new(keys);

    /// <summary>
    /// The records that are exactly what was stored; all damage is told to <paramref name="onDamage"/>. A pack whose table is
    /// lost is searched by its records' headers.
    /// </summary>
    public async Task<PackedRecords> VerifyAsync(
        PackId pack, Action<RepositoryDamagedException> onDamage, CancellationToken cancellationToken)
    {
        var good = new List<PackedRecord>();
        try
        {
            var content = await store.GetAsync(pack.ObjectName, cancellationToken);
            var key = _reader.OpenKey(pack, content);
            foreach (var record in TableOrScan(pack, key, content, onDamage).Records)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (IsIntact(pack, key, record, content, onDamage))
                    good.Add(record);
            }
        }
        catch (RepositoryDamagedException e)
        {
            onDamage(e);
        }
        catch (ObjectNotFoundException)
        {
            // It was deleted since it was listed: it has nothing to offer.
        }
        return new PackedRecords(pack, good);
    }

    private PackedRecords TableOrScan(
        PackId pack, byte[] key, ReadOnlySpan<byte> content, Action<RepositoryDamagedException> onDamage)
    {
        try
        {
            return _reader.OpenTable(pack, key, content);
        }
        catch (RepositoryDamagedException e)
        {
            onDamage(e);
            return PackReader.Scan(pack, content);
        }
    }

    private bool IsIntact(
        PackId pack, byte[] key, PackedRecord record, byte[] content, Action<RepositoryDamagedException> onDamage)
    {
        try
        {
            var bytes = content.AsSpan((int)record.Offset, record.Header.RecordLength);
            if (!RecordHeader.TryRead(bytes, out var header) || header != record.Header)
                throw new RepositoryDamagedException(pack.ObjectName, record.Offset, "its header isn't what the table says");
            using var plain = new ChunkBuffer(header.PlainLength);
            _opener.Open(pack, key, record.Offset, header, bytes, plain.Memory.Span);
            return true;
        }
        catch (RepositoryDamagedException e)
        {
            onDamage(e);
            return false;
        }
    }
}
