using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Cairn.Repository.Faults;
using Cairn.Repository.Fields;

namespace Cairn.Repository.Sealing;

/// <summary>
/// The text form of the config and of key slots: a line of JSON that anybody may read, and a line of lower-case hexadecimal
/// digits that authenticates it, each ended by a line feed.
/// </summary>
internal sealed record TwoLines(byte[] Json, byte[] Proof)
{
    private const int MaxLength = 1 << 20;

    public static byte[] SerializeJson<T>(T value, JsonTypeInfo<T> type) => JsonSerializer.SerializeToUtf8Bytes(value, type);

    /// <summary>A clear text with its HMAC-SHA256 under the key.</summary>
    public static byte[] Authenticate<T>(T value, JsonTypeInfo<T> type, byte[] key)
    {
        var json = SerializeJson(value, type);
        return new TwoLines(json, HMACSHA256.HashData(key, json)).ToBytes();
    }

    /// <summary>Reads what <see cref="Authenticate"/> made with the same key.</summary>
    public static T ReadAuthentic<T>(ReadOnlySpan<byte> text, JsonTypeInfo<T> type, byte[] key, string objectName) where T : class
    {
        var lines = Parse(text, objectName);
        return CryptographicOperations.FixedTimeEquals(HMACSHA256.HashData(key, lines.Json), lines.Proof)
            ? lines.Read(type, objectName)
            : throw new RepositoryDamagedException(objectName, null, "it was altered");
    }

    public T Read<T>(JsonTypeInfo<T> type, string objectName) where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(Json, type) ?? throw new JsonException("it is null");
        }
        catch (JsonException e)
        {
            throw new RepositoryDamagedException(objectName, null, "its JSON can't be read", e);
        }
    }

    public byte[] ToBytes() => [.. Json, (byte)'\n', .. Encoding.ASCII.GetBytes(Convert.ToHexStringLower(Proof)), (byte)'\n'];

    public static TwoLines Parse(ReadOnlySpan<byte> text, string objectName)
    {
        var end = text.Length <= MaxLength ? text.IndexOf((byte)'\n') : -1;
        var hex = Encoding.Latin1.GetString(text[(end + 1)..]).Split('\n');
        if (end < 0 || hex is not [var digits, ""] || !LowerHex.Is(digits, digits.Length & ~1))
            throw new RepositoryDamagedException(objectName, null, "it isn't a line of JSON and a line of hexadecimal digits");
        return new(text[..end].ToArray(), Convert.FromHexString(digits));
    }
}
