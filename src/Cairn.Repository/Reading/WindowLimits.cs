namespace Cairn.Repository.Reading;

/// <summary>When a <see cref="ReadWindow"/> is full.</summary>
/// <param name="Reads">Uses of chunks, and contents without one: some 150 bytes each.</param>
/// <param name="Large">Contents of several chunks: their targets may be open files.</param>
/// <param name="InlineBytes">Bytes of contents that are kept in entries.</param>
internal sealed record WindowLimits(int Reads, int Large, int InlineBytes)
{
    public static WindowLimits Default { get; } = new(8192, 256, 2 << 20);
}
