using System.Buffers;
using System.Security.Cryptography;

namespace Cairn.CommServe.Accounts;

/// <summary>
/// What a client shows for its login: 32 random bytes in hex after "QSDK ". So much chance needs no salt: a plain SHA-256
/// of it can be stored and looked up.
/// </summary>
internal readonly struct SessionToken
{
    private const string Prefix = "QSDK ";
    private const int Size = 32;

    private readonly byte[] _bytes;

    private SessionToken(byte[] bytes) => _bytes = bytes;

    public static SessionToken New() => new(RandomNumberGenerator.GetBytes(Size));

    /// <summary>Reads a token with or without its prefix; null when it can't be one.</summary>
    public static SessionToken? Parse(string text)
    {
        var digits = text.AsSpan().Trim();
        if (digits.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
            digits = digits[Prefix.Length..].Trim();
        var bytes = new byte[Size];
        if (digits.Length != 2 * Size || Convert.FromHexString(digits, bytes, out _, out _) != OperationStatus.Done)
            return null;
        return new SessionToken(bytes);
    }

    public byte[] Hash() => SHA256.HashData(_bytes);

    public override string ToString() => Prefix + Convert.ToHexStringLower(_bytes);
}
