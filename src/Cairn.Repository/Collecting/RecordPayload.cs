using Cairn.Repository.Compression;
using Cairn.Repository.Faults;
using Cairn.Repository.Packs;
using Cairn.Repository.Sealing;

namespace Cairn.Repository.Collecting;

/// <summary>
/// Opens records as far as needed to seal them again elsewhere: what was compressed stays so, after it was proved to be the
/// chunk. For one thread.
/// </summary>
internal sealed class RecordPayload(KeyRing keys) : IDisposable
{
    private readonly ChunkDecompressor _decompressor = new();
    private byte[] _payload = [];
    private byte[] _plain = [];

    /// <summary>The chunk in the record's encoding; valid until the next call.</summary>
    /// <exception cref="RepositoryDamagedException">The record isn't what was stored.</exception>
    public ReadOnlyMemory<byte> Open(PackId pack, byte[] packKey, PackedRecord record, ReadOnlySpan<byte> content)
    {
        var (offset, header) = (record.Offset, record.Header);
        if (offset < PackFormat.HeaderSize || offset > content.Length - header.RecordLength
            || !RecordHeader.TryRead(content[(int)offset..], out var there) || there != header)
            throw new RepositoryDamagedException(pack.ObjectName, offset, "there is another record, or none");
        var clear = content.Slice((int)offset, RecordHeader.Size);
        var sealedBytes = content.Slice((int)offset + RecordHeader.Size, header.SealedLength);
        Span<byte> associated = stackalloc byte[PackFormat.PlaceSize + RecordHeader.Size];
        PackFormat.WriteAssociated(associated, keys.RepositoryId, pack, offset, clear);
        var payload = Room(ref _payload, header.SealedLength - Seal.TagSize);
        if (!Seal.TryDecrypt(packKey, offset, sealedBytes, payload.Span, associated))
            throw new RepositoryDamagedException(pack.ObjectName, offset, "the record was altered");
        if (keys.Identify(header.Kind, Plain(pack, record, payload.Span)) != header.Id)
            throw new RepositoryDamagedException(pack.ObjectName, offset, $"the record doesn't hold chunk {header.Id}");
        return payload;
    }

    public void Dispose() => _decompressor.Dispose();

    private ReadOnlySpan<byte> Plain(PackId pack, PackedRecord record, ReadOnlySpan<byte> payload)
    {
        if (record.Header.Encoding == RecordEncoding.Raw)
            return payload;
        var plain = Room(ref _plain, record.Header.PlainLength).Span;
        return _decompressor.TryExpand(payload, plain)
            ? plain
            : throw new RepositoryDamagedException(pack.ObjectName, record.Offset, "the record can't be expanded to its length");
    }

    private static Memory<byte> Room(ref byte[] buffer, int length)
    {
        if (buffer.Length < length)
            buffer = GC.AllocateUninitializedArray<byte>(length);
        return buffer.AsMemory(0, length);
    }
}
