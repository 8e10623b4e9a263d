using System.Security.Cryptography;
using Cairn.Repository.Chunking;
using Cairn.Repository.Faults;
using Cairn.Repository.Packs;
using Cairn.Repository.Sealing;

namespace Cairn.Repository;

/// <summary>The repository's config object: what must be known before any key, and what all writers must do alike.</summary>
internal sealed record RepositoryConfig
{
    public const string ObjectName = "config";

    public const int CurrentFormat = 1;

    public required int Format { get; init; }

    public required Guid Id { get; init; }

    public required DateTimeOffset Created { get; init; }

    /// <summary>The X25519 public key in hexadecimal digits.</summary>
    public required string PublicKey { get; init; }

    public required ChunkerParameters Chunker { get; init; }

    public required int CompressionLevel { get; init; }

    public required int PackSize { get; init; }

    /// <summary>
    /// Bytes that make a pack full. Those of metadata are small: one is open at a time, and whoever ends a directory while it is
    /// being written waits for it.
    /// </summary>
    public int FullPack(PackContent content) => content == PackContent.Metadata ? PackSize / 2 : PackSize;

    /// <summary>Whether writers put parity beside their objects.</summary>
    public bool Parity { get; init; }

    public byte[] ToBytes(KeyRing keys)
    {
        var json = TwoLines.SerializeJson(this, FormatJson.Default.RepositoryConfig);
        return new TwoLines(json, HMACSHA256.HashData(keys.ConfigKey, json)).ToBytes();
    }

    /// <summary>
    /// Reads the clear line; nothing in it but the format and the id may be trusted before <see cref="Verify"/>.
    /// </summary>
    public static RepositoryConfig Read(TwoLines lines)
    {
        var config = lines.Read(FormatJson.Default.RepositoryConfig, ObjectName);
        if (config.Format != CurrentFormat)
            throw new RepositoryDamagedException(ObjectName, null, $"its format {config.Format} is unknown to this version");
        return config;
    }

    /// <summary>Reads and verifies the config's bytes.</summary>
    public static RepositoryConfig Open(byte[] content, KeyRing keys)
    {
        var lines = TwoLines.Parse(content, ObjectName);
        var config = Read(lines);
        Verify(lines, config, keys);
        return config;
    }

    public static void Verify(TwoLines lines, RepositoryConfig config, KeyRing keys)
    {
        if (!CryptographicOperations.FixedTimeEquals(HMACSHA256.HashData(keys.ConfigKey, lines.Json), lines.Proof)
            || config.PublicKey != Convert.ToHexStringLower(keys.Envelope.PublicKey))
            throw new RepositoryDamagedException(ObjectName, null, "it isn't what was written when the repository was created");
    }
}
