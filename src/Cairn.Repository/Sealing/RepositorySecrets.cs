using Cairn.Repository.Faults;

namespace Cairn.Repository.Sealing;

/// <summary>What a passphrase protects: the id key, the index key and the private key, 32 bytes each.</summary>
internal sealed record RepositorySecrets(byte[] IdKey, byte[] IndexKey, byte[] PrivateKey)
{
    public const int KeySize = 32;

    /// <summary>Bytes of <see cref="Encode"/>'s result: a version and three keys.</summary>
    public const int EncodedSize = 1 + 3 * KeySize;

    private const byte Version = 1;

    public static RepositorySecrets New(RandomSource random) => new(
        random.Bytes(KeySize),
        random.Bytes(KeySize),
        random.Bytes(KeySize));

    public byte[] Encode() => [Version, .. IdKey, .. IndexKey, .. PrivateKey];

    public static RepositorySecrets Decode(ReadOnlySpan<byte> bytes, string objectName)
    {
        if (bytes.Length != EncodedSize || bytes[0] != Version)
            throw new RepositoryDamagedException(objectName, null, "its secrets are of an unknown version");
        return new(bytes[1..33].ToArray(), bytes[33..65].ToArray(), bytes[65..97].ToArray());
    }
}
