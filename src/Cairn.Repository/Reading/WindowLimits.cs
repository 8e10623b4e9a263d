namespace Cairn.Repository.Reading;

/// <summary>When a <see cref="ReadWindow"/> is full.</summary>
/// <param name="Reads">Uses of chunks, and contents without one: some 150 bytes each.</param>
/// <param name="Large">Contents of several chunks: their targets may be open files.</param>
/// <param name="InlineBytes">Bytes of contents that are kept in entries.</param>
/// <param name="LargeBytes">
/// Bytes of large chunks: who writes a large file may gather what comes out of order, and they are far apart in packs anyway.
/// </param>
internal sealed record WindowLimits(int Reads, int Large, int InlineBytes, int LargeBytes)
{
    public static WindowLimits Default { get; } = new(8192, 256, 2 << 20, 32 << 20);
}
