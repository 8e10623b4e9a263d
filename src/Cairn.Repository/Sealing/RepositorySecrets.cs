namespace Cairn.Repository.Sealing;

/// <summary>
/// What a passphrase or a key file protects: the id key, the index key, and either the private key or, for those who may only
/// write, the public key alone. 32 bytes each.
/// </summary>
internal sealed record RepositorySecrets
{
    public const int KeySize = 32;

    /// <summary>Bytes of <see cref="Encode"/>'s result: what may be done with them, and three keys.</summary>
    public const int EncodedSize = 1 + 3 * KeySize;

    private const byte All = 1;
    private const byte Writing = 2;

    private RepositorySecrets(byte[] idKey, byte[] indexKey, byte[] publicKey, byte[]? privateKey) =>
        (IdKey, IndexKey, PublicKey, PrivateKey) = (idKey, indexKey, publicKey, privateKey);

    public byte[] IdKey { get; }

    public byte[] IndexKey { get; }

    public byte[] PublicKey { get; }

    /// <summary>Null for those who may only write.</summary>
    public byte[]? PrivateKey { get; }

    public bool IsWriteOnly => PrivateKey is null;

    public static RepositorySecrets New(RandomSource random) => Owning(
        random.Bytes(KeySize),
        random.Bytes(KeySize),
        random.Bytes(KeySize));

    /// <summary>What a program needs that writes and never reads.</summary>
    public RepositorySecrets ForWriting() => new(IdKey, IndexKey, PublicKey, null);

    public byte[] Encode() => [IsWriteOnly ? Writing : All, .. IdKey, .. IndexKey, .. PrivateKey ?? PublicKey];

    /// <summary>Null when the bytes are of a kind that this version doesn't know.</summary>
    public static RepositorySecrets? TryDecode(ReadOnlySpan<byte> bytes) => bytes.Length != EncodedSize ? null : bytes[0] switch
    {
        All => Owning(Key(bytes, 0), Key(bytes, 1), Key(bytes, 2)),
        Writing => new(Key(bytes, 0), Key(bytes, 1), Key(bytes, 2), null),
        _ => null,
    };

    private static RepositorySecrets Owning(byte[] idKey, byte[] indexKey, byte[] privateKey) =>
        new(idKey, indexKey, KeyEnvelope.PublicKeyOf(privateKey), privateKey);

    private static byte[] Key(ReadOnlySpan<byte> bytes, int number) => bytes.Slice(1 + number * KeySize, KeySize).ToArray();
}
