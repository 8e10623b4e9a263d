using System.Security.Cryptography;
using Cairn.Repository.Faults;
using Cairn.Repository.Index;
using Cairn.Repository.ObjectStore;
using Cairn.Repository.Parity;
using Cairn.Repository.Sealing;

namespace Cairn.Repository.Packs;

/// <summary>
/// Reads whole packs and opens every record, in buffers that it keeps from pack to pack. Where a pack's table is lost, records are
/// also looked for where <paramref name="index"/> says that they are. For one thread at a time.
/// </summary>
internal sealed class PackVerifier(IObjectStore store, KeyRing keys, IndexView index)
{
    private const int Growth = 4 << 20;

    private readonly PackReader _reader = new(store, keys);
    private readonly RecordOpener _opener = new(keys);
    private readonly ParityReader _parity = new(store);
    private readonly ParityBuffer _parityBuffer = new();
    private Memory<byte> _content;
    private byte[] _plain = [];

    /// <summary>
    /// Verifies a pack of <paramref name="length"/> bytes (0 for one that is missing). Where its table is lost, it is searched by
    /// its records' headers; where it is damaged, it is healed if it has parity that can.
    /// </summary>
    public async Task<PackVerdict> VerifyAsync(PackId pack, long length, CancellationToken cancellationToken)
    {
        var damage = new List<RepositoryDamagedException>();
        var content = await ReadAsync(pack, length, damage, cancellationToken);
        var parity = await _parity.FindAsync(pack.ObjectName, length, _parityBuffer, cancellationToken);
        // Before the records are opened, which uses up the bytes.
        var isDifferent = parity is not null && !parity.Matches(content.Span);
        var healed = isDifferent ? parity!.Heal(content.Span) : null;
        var state = parity is null ? ParityState.Absent : parity.IsWhole ? ParityState.Whole : ParityState.Damaged;

        var unread = damage.Count;
        var records = OpenAll(pack, content.Span, damage, cancellationToken);
        if (damage.Count == 0)
            return new PackVerdict(records, damage, false, isDifferent ? ParityState.Damaged : state);
        if (damage.Count == unread && !content.IsEmpty)
            // It couldn't be read at first, and then it could.
            return new PackVerdict(records, damage, true, state);
        if (healed is not null)
        {
            var left = new List<RepositoryDamagedException>();
            var all = OpenAll(pack, healed, left, cancellationToken);
            if (left.Count == 0)
                return new PackVerdict(all, damage, true, state);
        }
        return new PackVerdict(records, damage, false, state);
    }

    private async ValueTask<Memory<byte>> ReadAsync(
        PackId pack, long length, List<RepositoryDamagedException> damage, CancellationToken cancellationToken)
    {
        if (length is > PackFormat.MaxLength or 0)
        {
            damage.Add(new RepositoryDamagedException(pack.ObjectName, null, length == 0 ? "it is missing" : "it is too long"));
            return default;
        }
        if (_content.Length < length)
            _content = AlignedMemory.Allocate(RoomFor((int)length));
        var content = _content[..(int)length];
        try
        {
            await store.ReadAsync(pack.ObjectName, 0, content, cancellationToken);
            return content;
        }
        catch (RepositoryDamagedException e)
        {
            damage.Add(e);
            // It may have been cut short since its length was looked at, or can't be read in some places.
            return await store.FindAsync(pack.ObjectName, cancellationToken);
        }
        catch (ObjectNotFoundException e)
        {
            damage.Add(new RepositoryDamagedException(pack.ObjectName, null, "it is missing", e));
        }
        return default;
    }

    /// <summary>For the next packs as well: most are of nearly the same length, and garbage of that size stays long.</summary>
    private static int RoomFor(int length) => (length + Growth - 1) / Growth * Growth;

    /// <summary>The records that are exactly what was stored. <paramref name="content"/> is used up.</summary>
    private PackedRecords OpenAll(
        PackId pack, Span<byte> content, List<RepositoryDamagedException> damage, CancellationToken cancellationToken)
    {
        if (content.IsEmpty)
            return new PackedRecords(pack, []);
        try
        {
            var key = _reader.OpenKey(pack, content);
            using var cipher = new AesGcm(key, Seal.TagSize);
            var found = TableOrScan(pack, key, content, damage);
            var bad = new HashSet<long>();
            foreach (var record in found.Records)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (!IsIntact(pack, cipher, record, content, damage))
                    bad.Add(record.Offset);
            }
            return bad.Count == 0
                ? found
                : new PackedRecords(pack, [.. found.Records.Where(record => !bad.Contains(record.Offset))]);
        }
        catch (RepositoryDamagedException e)
        {
            damage.Add(e);
            return new PackedRecords(pack, []);
        }
    }

    private PackedRecords TableOrScan(
        PackId pack, byte[] key, ReadOnlySpan<byte> content, List<RepositoryDamagedException> damage)
    {
        try
        {
            return _reader.OpenTable(pack, key, content);
        }
        catch (RepositoryDamagedException e)
        {
            damage.Add(e);
            // A search ends at the first header that is lost; beyond it, the index knows more.
            return new PackedRecords(
                pack, [.. PackReader.Scan(pack, content).Records.UnionBy(Named(pack, content), record => record.Offset)]);
        }
    }

    private List<PackedRecord> Named(PackId pack, ReadOnlySpan<byte> content)
    {
        var named = new List<PackedRecord>();
        foreach (var place in index.Entries().Select(entry => entry.Location).Where(place => place.Pack == pack))
            if (place.Offset < content.Length && RecordHeader.TryRead(content[place.Offset..], out var header)
                && place.Offset + (long)header.RecordLength <= content.Length)
                named.Add(new PackedRecord(place.Offset, header));
        return named;
    }

    private bool IsIntact(
        PackId pack, AesGcm cipher, PackedRecord record, Span<byte> content, List<RepositoryDamagedException> damage)
    {
        try
        {
            var bytes = content.Slice((int)record.Offset, record.Header.RecordLength);
            if (!RecordHeader.TryRead(bytes, out var header) || header != record.Header)
                throw new RepositoryDamagedException(pack.ObjectName, record.Offset, "its header isn't what the table says");
            if (_plain.Length < header.PlainLength)
                _plain = GC.AllocateUninitializedArray<byte>(RoomFor(header.PlainLength));
            _opener.OpenInPlace(pack, cipher, record.Offset, header, bytes, _plain.AsSpan(0, header.PlainLength));
            return true;
        }
        catch (RepositoryDamagedException e)
        {
            damage.Add(e);
            return false;
        }
    }
}
