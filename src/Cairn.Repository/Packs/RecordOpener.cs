using System.Buffers;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using Cairn.Repository.Compression;
using Cairn.Repository.Faults;
using Cairn.Repository.Sealing;

namespace Cairn.Repository.Packs;

/// <summary>
/// Turns records back into chunks, and accepts nothing that isn't exactly what was stored. Safe for use by several threads.
/// </summary>
internal sealed class RecordOpener(KeyRing keys)
{
    private readonly ConcurrentBag<ChunkDecompressor> _decompressors = [];

    /// <summary>
    /// Opens the <paramref name="record"/> (its bytes, header first) that is at <paramref name="offset"/> of a pack into
    /// <paramref name="plain"/>, which has the chunk's length.
    /// </summary>
    public void Open(PackId pack, AesGcm cipher, long offset, RecordHeader header, ReadOnlySpan<byte> record, Span<byte> plain)
    {
        if (header.Encoding == RecordEncoding.Raw)
        {
            Open(pack, cipher, offset, header, record, plain, []);
            return;
        }
        var compressed = ArrayPool<byte>.Shared.Rent(header.SealedLength);
        try
        {
            Open(pack, cipher, offset, header, record, plain, compressed);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(compressed);
        }
    }

    /// <summary>
    /// The same, of a record whose bytes are used up: it needs no other memory. Answers where the chunk is: in the record, or in
    /// <paramref name="plain"/>, which has room for it.
    /// </summary>
    public ReadOnlySpan<byte> OpenInPlace(
        PackId pack, AesGcm cipher, long offset, RecordHeader header, Span<byte> record, Span<byte> plain)
    {
        var payload = record[RecordHeader.Size..];
        var chunk = (header.Encoding == RecordEncoding.Raw ? payload : plain)[..header.PlainLength];
        Open(pack, cipher, offset, header, record, chunk, payload);
        return chunk;
    }

    private void Open(
        PackId pack,
        AesGcm cipher,
        long offset,
        RecordHeader header,
        ReadOnlySpan<byte> record,
        Span<byte> plain,
        Span<byte> compressed)
    {
        Span<byte> associated = stackalloc byte[PackFormat.PlaceSize + RecordHeader.Size];
        PackFormat.WriteAssociated(associated, keys.RepositoryId, pack, offset, record[..RecordHeader.Size]);
        var sealedBytes = record.Slice(RecordHeader.Size, header.SealedLength);
        if (header.Encoding == RecordEncoding.Raw)
            Decrypt(pack, cipher, offset, sealedBytes, plain, associated);
        else
            Expand(pack, cipher, offset, sealedBytes, plain, compressed[..(header.SealedLength - Seal.TagSize)], associated);
        if (keys.Identify(header.Kind, plain) != header.Id)
            throw new RepositoryDamagedException(pack.ObjectName, offset, $"the record doesn't hold chunk {header.Id}");
    }

    private void Expand(
        PackId pack,
        AesGcm cipher,
        long offset,
        ReadOnlySpan<byte> sealedBytes,
        Span<byte> plain,
        Span<byte> compressed,
        ReadOnlySpan<byte> associated)
    {
        if (!_decompressors.TryTake(out var decompressor))
            decompressor = new ChunkDecompressor();
        try
        {
            Decrypt(pack, cipher, offset, sealedBytes, compressed, associated);
            if (!decompressor.TryExpand(compressed, plain))
                throw new RepositoryDamagedException(pack.ObjectName, offset, "the record can't be expanded to its length");
        }
        finally
        {
            _decompressors.Add(decompressor);
        }
    }

    private static void Decrypt(
        PackId pack, AesGcm cipher, long offset, ReadOnlySpan<byte> sealedBytes, Span<byte> plain, ReadOnlySpan<byte> associated)
    {
        if (!Seal.TryDecrypt(cipher, offset, sealedBytes, plain, associated))
            throw new RepositoryDamagedException(pack.ObjectName, offset, "the record was altered");
    }
}
