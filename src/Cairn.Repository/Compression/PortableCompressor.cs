using ZstdSharp;

namespace Cairn.Repository.Compression;

/// <summary>zstd in managed code, for hosts without the library.</summary>
internal sealed class PortableCompressor(int level) : IChunkCompressor
{
    private readonly Compressor _compressor = new(level);

    public bool TryCompress(ReadOnlySpan<byte> plain, Span<byte> room, out int length) =>
        _compressor.TryWrap(plain, room, out length);

    public void Dispose() => _compressor.Dispose();
}
