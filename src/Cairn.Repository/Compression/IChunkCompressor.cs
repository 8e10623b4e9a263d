namespace Cairn.Repository.Compression;

/// <summary>Makes zstd frames of chunks. For one thread at a time.</summary>
internal interface IChunkCompressor : IDisposable
{
    /// <summary>False, and anything in <paramref name="room"/>, if the frame doesn't fit there.</summary>
    bool TryCompress(ReadOnlySpan<byte> plain, Span<byte> room, out int length);
}
