using System.Security.Cryptography;
using System.Text;
using Cairn.Repository.Faults;

namespace Cairn.Repository.Sealing;

/// <summary>
/// The keys of an open repository and what is derived from them (docs/repository-format.md, "Keys"). Safe for use by several
/// threads.
/// </summary>
internal sealed class KeyRing
{
    private readonly byte[][] _chunkIdKeys = new byte[4][];
    private readonly RepositorySecrets _secrets;

    public KeyRing(Guid repositoryId, RepositorySecrets secrets, RandomSource random)
    {
        _secrets = secrets;
        RepositoryId = repositoryId;
        Random = random;
        foreach (var kind in Enum.GetValues<ChunkKind>())
            _chunkIdKeys[(int)kind] = Derive(secrets.IdKey, $"cairn/1 chunk id {(int)kind}", RepositorySecrets.KeySize);
        ConfigKey = Derive(secrets.IdKey, "cairn/1 config", RepositorySecrets.KeySize);
        GearSecret = Derive(secrets.IdKey, "cairn/1 gear", 256 * sizeof(ulong));
        Envelope = new KeyEnvelope(repositoryId, secrets, random);
    }

    public Guid RepositoryId { get; }

    /// <summary>What new keys and ids are made of.</summary>
    public RandomSource Random { get; }

    /// <summary>Authenticates the config object.</summary>
    public byte[] ConfigKey { get; }

    /// <summary>2,048 bytes: where the repository's chunks are cut depends on them.</summary>
    public byte[] GearSecret { get; }

    /// <summary>Wraps the keys of packs and snapshots.</summary>
    public KeyEnvelope Envelope { get; }

    public RepositorySecrets Secrets => _secrets;

    /// <summary>The id of a chunk: HMAC-SHA256 of its plain bytes under its kind's key.</summary>
    public ChunkId Identify(ChunkKind kind, ReadOnlySpan<byte> plain)
    {
        Span<byte> hash = stackalloc byte[ChunkId.Size];
        HMACSHA256.HashData(_chunkIdKeys[(int)kind], plain, hash);
        return new ChunkId(hash);
    }

    /// <summary>Two keys of one index segment, one after the other: of its table and of its blocks.</summary>
    public byte[] IndexSegmentKeys(string segmentName) =>
        Derive(_secrets.IndexKey, "cairn/1 index " + segmentName, 2 * RepositorySecrets.KeySize);

    /// <summary>Authenticates a clear object that every writer must be able to read.</summary>
    public byte[] ObjectKey(string objectName) =>
        Derive(_secrets.IndexKey, "cairn/1 object " + objectName, RepositorySecrets.KeySize);

    /// <summary>
    /// Authenticates an object by which collections decide what goes: who may only write must not be able to make one.
    /// </summary>
    /// <exception cref="WriteOnlyException">The private key isn't known.</exception>
    public byte[] DecisionKey(string objectName) => Derive(
        _secrets.PrivateKey ?? throw new WriteOnlyException(), "cairn/1 decision " + objectName, RepositorySecrets.KeySize);

    private static byte[] Derive(byte[] key, string purpose, int length) =>
        HKDF.Expand(HashAlgorithmName.SHA256, key, length, Encoding.ASCII.GetBytes(purpose));
}
