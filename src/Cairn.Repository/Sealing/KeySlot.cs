using System.Text;
using Cairn.Repository.Faults;
using Cairn.Repository.Fields;
using Cairn.Repository.ObjectStore;
using NSec.Cryptography;

namespace Cairn.Repository.Sealing;

/// <summary>Seals the repository's secrets under a passphrase: Argon2id makes a key of it, AES-256-GCM seals with that.</summary>
internal static class KeySlot
{
    public const string Prefix = "keys/";

    private const int IdSize = 16;
    private const int SaltSize = 16;

    public static string NameOf(string id) => Prefix + id;

    /// <summary>The slots in a store; objects of other names are passed over.</summary>
    public static IAsyncEnumerable<string> ListNamesAsync(IObjectStore store, CancellationToken cancellationToken) =>
        store.ListAsync(Prefix, cancellationToken)
            .Select(found => found.Name)
            .Where(name => LowerHex.Is(name.AsSpan(Prefix.Length), 2 * IdSize));

    public static byte[] Seal(
        string name, KeyRing keys, RepositorySecrets secrets, string passphrase, PassphraseCost cost, KeySlotInfo info)
    {
        var salt = keys.Random.Bytes(SaltSize);
        var json = TwoLines.SerializeJson(
            new KeySlotHeader
            {
                Format = KeySlotHeader.CurrentFormat,
                Repository = keys.RepositoryId,
                WriteOnly = secrets.IsWriteOnly,
                Label = info.Label,
                Created = info.Created,
                MemoryKiB = cost.MemoryKiB,
                Passes = cost.Passes,
                Salt = Convert.ToHexStringLower(salt),
            },
            FormatJson.Default.KeySlotHeader);
        var plain = secrets.Encode();
        var proof = new byte[plain.Length + Sealing.Seal.TagSize];
        Sealing.Seal.Encrypt(PassphraseKey(passphrase, salt, cost), 0, plain, proof, Associated(name, keys.RepositoryId, json));
        return new TwoLines(json, proof).ToBytes();
    }

    /// <summary>Null when the passphrase isn't this slot's, or the slot is another repository's.</summary>
    public static RepositorySecrets? TryOpen(string name, ReadOnlySpan<byte> content, Guid repositoryId, string passphrase)
    {
        var lines = TwoLines.Parse(content, name);
        var header = ReadHeader(lines, name);
        if (header.Repository != repositoryId)
            return null;
        var cost = new PassphraseCost(header.MemoryKiB, header.Passes);
        var key = PassphraseKey(passphrase, Convert.FromHexString(header.Salt), cost);
        var plain = new byte[RepositorySecrets.EncodedSize];
        if (!Sealing.Seal.TryDecrypt(key, 0, lines.Proof, plain, Associated(name, repositoryId, lines.Json)))
            return null;
        return RepositorySecrets.TryDecode(plain) is { } secrets && secrets.IsWriteOnly == header.WriteOnly
            ? secrets
            : throw new RepositoryDamagedException(name, null, "its secrets are of an unknown kind");
    }

    /// <summary>What the slot says of itself; null when it is another repository's.</summary>
    public static KeySlotInfo? ReadInfo(string name, ReadOnlySpan<byte> content, Guid repositoryId)
    {
        var header = ReadHeader(TwoLines.Parse(content, name), name);
        return header.Repository == repositoryId
            ? new KeySlotInfo(IdOf(name), header.Label, header.Created, header.WriteOnly)
            : null;
    }

    public static string IdOf(string name) => name[Prefix.Length..];

    private static KeySlotHeader ReadHeader(TwoLines lines, string name)
    {
        var header = lines.Read(FormatJson.Default.KeySlotHeader, name);
        if (header.Format != KeySlotHeader.CurrentFormat)
            throw new RepositoryDamagedException(name, null, $"its format {header.Format} is unknown");
        if (!new PassphraseCost(header.MemoryKiB, header.Passes).IsValid
            || !LowerHex.Is(header.Salt, 2 * SaltSize))
            throw new RepositoryDamagedException(name, null, "its Argon2id parameters are out of range");
        return header;
    }

    private static byte[] Associated(string name, Guid repositoryId, byte[] json) =>
        [.. "cairn/1 slot "u8, .. repositoryId.ToByteArray(bigEndian: true), .. Encoding.ASCII.GetBytes(name), 0, .. json];

    private static byte[] PassphraseKey(string passphrase, byte[] salt, PassphraseCost cost)
    {
        var algorithm = PasswordBasedKeyDerivationAlgorithm.Argon2id(new Argon2Parameters
        {
            DegreeOfParallelism = 1,
            MemorySize = cost.MemoryKiB,
            NumberOfPasses = cost.Passes,
        });
        return algorithm.DeriveBytes(Encoding.UTF8.GetBytes(passphrase), salt, RepositorySecrets.KeySize);
    }
}
