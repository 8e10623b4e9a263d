namespace Cairn.Repository.Chunking;

/// <summary>
/// Chunk sizes in bytes: none but a file's last is shorter than <see cref="Min"/>, none longer than <see cref="Max"/>, and the
/// chunker grows less choosy past <see cref="Normal"/>. They are fixed when a repository is created.
/// </summary>
public sealed record ChunkerParameters(int Min, int Normal, int Max)
{
    /// <summary>256 KiB, 1 MiB, 4 MiB.</summary>
    public static ChunkerParameters Default { get; } = new(256 << 10, 1 << 20, 4 << 20);

    /// <summary>No chunk of any repository is longer: it bounds what a reader must allocate.</summary>
    internal const int Limit = 16 << 20;

    internal bool IsValid => Min >= 64 && Min <= Normal && Normal <= Max && Max <= Limit;
}
