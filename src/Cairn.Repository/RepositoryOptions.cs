using Cairn.Repository.Chunking;
using Cairn.Repository.Sealing;

namespace Cairn.Repository;

/// <summary>
/// What can be chosen when a repository is created; all but <see cref="PassphraseCost"/> is kept in its config object.
/// </summary>
public sealed record RepositoryOptions
{
    public PassphraseCost PassphraseCost { get; init; } = new();

    /// <summary>zstd level, -7 to 19; 1 is fast, 3 is some 2 to 4 % smaller at half the speed.</summary>
    public int CompressionLevel { get; init; } = 1;

    /// <summary>A pack is written when it holds this many bytes: 64 KiB to 256 MiB.</summary>
    public int PackSize { get; init; } = 16 << 20;

    /// <summary>
    /// Keep parity of packs, snapshots and the config, about 3 % of their size, so that limited damage heals.
    /// </summary>
    public bool Parity { get; init; } = true;

    public ChunkerParameters Chunker { get; init; } = ChunkerParameters.Default;

    internal void Validate()
    {
        if (!PassphraseCost.IsValid)
            throw new ArgumentException("PassphraseCost must have 8 to 1048576 KiB of memory and 1 to 64 passes.");
        if (CompressionLevel is < -7 or > 19)
            throw new ArgumentException($"CompressionLevel is {CompressionLevel}; -7 to 19 are allowed.");
        if (PackSize is < 64 << 10 or > 256 << 20)
            throw new ArgumentException($"PackSize is {PackSize} bytes; 65536 to 268435456 are allowed.");
        if (!Chunker.IsValid)
            throw new ArgumentException("Chunker sizes must rise from Min (at least 64) over Normal to Max (at most 16 MiB).");
    }
}
