using System.Security.Cryptography;
using System.Text;
using Cairn.Repository.Faults;
using NSec.Cryptography;

namespace Cairn.Repository.Sealing;

/// <summary>
/// Wraps an object's own key to the repository's public key, so that who may only write can't read what is already there:
/// an ephemeral X25519 key, HKDF-SHA256 over the shared secret, AES-256-GCM over the object's key.
/// </summary>
internal sealed class KeyEnvelope
{
    /// <summary>Bytes of a wrapped key: ephemeral public key, sealed key, tag.</summary>
    public const int Size = PublicKeySize + RepositorySecrets.KeySize + Seal.TagSize;

    public const int PublicKeySize = 32;

    private static readonly KeyAgreementAlgorithm Curve = KeyAgreementAlgorithm.X25519;

    private readonly Guid _repositoryId;
    private readonly PublicKey _publicKey;
    private readonly Key? _privateKey;
    private readonly RandomSource _random;

    public KeyEnvelope(Guid repositoryId, RepositorySecrets secrets, RandomSource random)
    {
        (_repositoryId, _random) = (repositoryId, random);
        _publicKey = NSec.Cryptography.PublicKey.Import(Curve, secrets.PublicKey, KeyBlobFormat.RawPublicKey);
        _privateKey = secrets.PrivateKey is { } key ? Key.Import(Curve, key, KeyBlobFormat.RawPrivateKey) : null;
    }

    public byte[] PublicKey => _publicKey.Export(KeyBlobFormat.RawPublicKey);

    public static byte[] PublicKeyOf(byte[] privateKey)
    {
        using var key = Key.Import(Curve, privateKey, KeyBlobFormat.RawPrivateKey);
        return key.PublicKey.Export(KeyBlobFormat.RawPublicKey);
    }

    /// <summary>Writes <paramref name="key"/>, wrapped for the object of that name, to <paramref name="wrapped"/>.</summary>
    public void Wrap(string objectName, ReadOnlySpan<byte> objectHeader, ReadOnlySpan<byte> key, Span<byte> wrapped)
    {
        using var ephemeral = NewKey();
        ephemeral.PublicKey.Export(KeyBlobFormat.RawPublicKey).CopyTo(wrapped);
        var wrappingKey = Agree(ephemeral, _publicKey, objectName, wrapped[..PublicKeySize])
            ?? throw new CryptographicException("The repository's public key is unusable.");
        Seal.Encrypt(wrappingKey, 0, key, wrapped[PublicKeySize..], objectHeader);
    }

    /// <summary>Opens what <see cref="Wrap"/> wrote for the same name and header.</summary>
    /// <exception cref="WriteOnlyException">The private key isn't known.</exception>
    public byte[] Unwrap(string objectName, ReadOnlySpan<byte> objectHeader, ReadOnlySpan<byte> wrapped)
    {
        var privateKey = _privateKey ?? throw new WriteOnlyException();
        var ephemeral = wrapped[..PublicKeySize];
        var key = new byte[RepositorySecrets.KeySize];
        if (!PublicKeyFrom(ephemeral, out var publicKey)
            || Agree(privateKey, publicKey, objectName, ephemeral) is not { } wrappingKey
            || !Seal.TryDecrypt(wrappingKey, 0, wrapped[PublicKeySize..], key, objectHeader))
            throw new RepositoryDamagedException(objectName, objectHeader.Length, "its key can't be opened");
        return key;
    }

    private Key NewKey()
    {
        var bytes = _random.Bytes(RepositorySecrets.KeySize);
        var key = Key.Import(Curve, bytes, KeyBlobFormat.RawPrivateKey);
        CryptographicOperations.ZeroMemory(bytes);
        return key;
    }

    private static bool PublicKeyFrom(ReadOnlySpan<byte> bytes, out PublicKey publicKey)
    {
        var valid = NSec.Cryptography.PublicKey.TryImport(Curve, bytes, KeyBlobFormat.RawPublicKey, out var imported);
        publicKey = imported!;
        return valid;
    }

    /// <summary>Null where the other side's key is one of the few that make no secret (all-zero results).</summary>
    private byte[]? Agree(Key own, PublicKey other, string objectName, ReadOnlySpan<byte> ephemeral)
    {
        using var secret = Curve.Agree(own, other);
        if (secret is null)
            return null;
        var name = Encoding.ASCII.GetBytes(objectName);
        byte[] purpose = [.. "cairn/1 key "u8, .. _repositoryId.ToByteArray(bigEndian: true), .. name];
        return KeyDerivationAlgorithm.HkdfSha256.DeriveBytes(secret, ephemeral, purpose, RepositorySecrets.KeySize);
    }
}
