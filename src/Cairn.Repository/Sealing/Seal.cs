using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Cairn.Repository.Sealing;

/// <summary>
/// AES-256-GCM with a counter as nonce (12 bytes, big-endian) and the tag after the ciphertext. A key must meet each counter
/// once.
/// </summary>
internal static class Seal
{
    public const int TagSize = 16;

    private const int NonceSize = 12;

    /// <summary>Writes <paramref name="plain"/>'s length + <see cref="TagSize"/> bytes.</summary>
    public static void Encrypt(
        AesGcm cipher, long counter, ReadOnlySpan<byte> plain, Span<byte> destination, ReadOnlySpan<byte> associated)
    {
        Span<byte> nonce = stackalloc byte[NonceSize];
        BinaryPrimitives.WriteInt64BigEndian(nonce[4..], counter);
        cipher.Encrypt(nonce, plain, destination[..plain.Length], destination.Slice(plain.Length, TagSize), associated);
    }

    public static void Encrypt(
        byte[] key, long counter, ReadOnlySpan<byte> plain, Span<byte> destination, ReadOnlySpan<byte> associated)
    {
        using var cipher = new AesGcm(key, TagSize);
        Encrypt(cipher, counter, plain, destination, associated);
    }

    /// <summary>False, and nothing usable in <paramref name="plain"/>, when the bytes aren't what was sealed.</summary>
    public static bool TryDecrypt(
        byte[] key, long counter, ReadOnlySpan<byte> sealedBytes, Span<byte> plain, ReadOnlySpan<byte> associated)
    {
        using var cipher = new AesGcm(key, TagSize);
        return TryDecrypt(cipher, counter, sealedBytes, plain, associated);
    }

    /// <inheritdoc cref="TryDecrypt(byte[], long, ReadOnlySpan{byte}, Span{byte}, ReadOnlySpan{byte})"/>
    public static bool TryDecrypt(
        AesGcm cipher, long counter, ReadOnlySpan<byte> sealedBytes, Span<byte> plain, ReadOnlySpan<byte> associated)
    {
        if (sealedBytes.Length != plain.Length + TagSize)
            return false;
        Span<byte> nonce = stackalloc byte[NonceSize];
        BinaryPrimitives.WriteInt64BigEndian(nonce[4..], counter);
        try
        {
            cipher.Decrypt(nonce, sealedBytes[..plain.Length], sealedBytes[plain.Length..], plain, associated);
            return true;
        }
        catch (AuthenticationTagMismatchException)
        {
            return false;
        }
    }
}
