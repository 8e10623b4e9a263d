using System.Security.Cryptography;
using Cairn.Repository.Chunking;
using Cairn.Repository.Sealing;

namespace Cairn.Repository.Packs;

/// <summary>A pack that is being filled, in memory, by one thread at a time. Each record is sealed straight into place.</summary>
internal sealed class PackWriter : IDisposable
{
    /// <summary>In a pack of small files' chunks; growing to it by steps would leave garbage that stays long.</summary>
    private const int UsualRecords = 1024;

    private readonly Guid _repository;
    private readonly int _target;
    private readonly Memory<byte> _memory;
    private readonly AesGcm _cipher;
    private readonly List<PackedRecord> _records = new(UsualRecords);
    private int _length = PackFormat.HeaderSize;

    /// <summary>
    /// Full when it holds <paramref name="target"/> bytes. The buffer has at least <see cref="BufferSize"/> bytes, and is the
    /// caller's again after <see cref="Dispose"/>.
    /// </summary>
    public PackWriter(KeyRing keys, PackContent content, Memory<byte> buffer, int target)
    {
        (_repository, _memory, _target) = (keys.RepositoryId, buffer, target);
        Id = PackId.New(keys.Random);
        var key = keys.Random.Bytes(RepositorySecrets.KeySize);
        var prefix = buffer.Span[..PackFormat.PrefixSize];
        PackFormat.WritePrefix(prefix, content);
        keys.Envelope.Wrap(Id.ObjectName, prefix, key, buffer.Span.Slice(PackFormat.PrefixSize, KeyEnvelope.Size));
        _cipher = new AesGcm(key, Seal.TagSize);
        CryptographicOperations.ZeroMemory(key);
    }

    public PackId Id { get; }

    public int Length => _length;

    public bool IsEmpty => _records.Count == 0;

    public bool IsFull => _length >= _target || _records.Count == PackFormat.MaxRecords;

    public PackedRecords Contents => new(Id, _records);

    public static int BufferSize(int target) =>
        target + RecordHeader.Size + ChunkerParameters.Limit + Seal.TagSize
        + PackFormat.MaxRecords * RecordHeader.Size + Seal.TagSize + PackFormat.TrailerSize;

    /// <summary>Adds a record to a pack that isn't full. The payload is the chunk's bytes in the given encoding.</summary>
    public void Append(ChunkKind kind, ChunkId id, RecordEncoding encoding, int plainLength, ReadOnlySpan<byte> payload)
    {
        var header = new RecordHeader(kind, encoding, plainLength, payload.Length + Seal.TagSize, id);
        var clear = _memory.Span.Slice(_length, RecordHeader.Size);
        header.Write(clear);
        Encrypt(payload, _length, _length + RecordHeader.Size, clear);
        _records.Add(new PackedRecord(_length, header));
        _length += header.RecordLength;
    }

    /// <summary>Ends the pack with its table and trailer; the whole object, in the buffer.</summary>
    public ReadOnlyMemory<byte> Complete()
    {
        var table = new byte[_records.Count * RecordHeader.Size];
        for (var i = 0; i < _records.Count; i++)
            _records[i].Header.Write(table.AsSpan(i * RecordHeader.Size));
        var sealedLength = table.Length + Seal.TagSize;
        var trailer = _memory.Span.Slice(_length + sealedLength, PackFormat.TrailerSize);
        PackFormat.WriteTrailer(trailer, sealedLength, _records.Count);
        Encrypt(table, _length, _length, trailer);
        return _memory[..(_length + sealedLength + PackFormat.TrailerSize)];
    }

    public void Dispose() => _cipher.Dispose();

    /// <summary>The nonce is the offset of the record or table, which no other in this pack has.</summary>
    private void Encrypt(ReadOnlySpan<byte> plain, int offset, int destination, ReadOnlySpan<byte> clear)
    {
        Span<byte> associated = stackalloc byte[PackFormat.PlaceSize + RecordHeader.Size];
        var length = PackFormat.WriteAssociated(associated, _repository, Id, offset, clear);
        Seal.Encrypt(_cipher, offset, plain, _memory.Span[destination..], associated[..length]);
    }
}
