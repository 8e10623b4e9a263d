namespace Cairn.Repository.Compression;

/// <summary>zstd by the system's library.</summary>
internal sealed unsafe class NativeCompressor : IChunkCompressor
{
    private readonly NativeZstd.CompressionContext _context = NativeZstd.ZSTD_createCCtx();

    /// <param name="level">Of zstd.</param>
    public NativeCompressor(int level)
    {
        if (_context.IsInvalid
            || NativeZstd.ZSTD_isError(NativeZstd.ZSTD_CCtx_setParameter(_context, NativeZstd.CompressionLevel, level)) != 0)
            throw new InvalidOperationException($"libzstd refused level {level}, or had no memory.");
    }

    public bool TryCompress(ReadOnlySpan<byte> plain, Span<byte> room, out int length)
    {
        fixed (byte* source = plain, destination = room)
        {
            var result = NativeZstd.ZSTD_compress2(_context, destination, (nuint)room.Length, source, (nuint)plain.Length);
            var fits = NativeZstd.ZSTD_isError(result) == 0;
            length = fits ? (int)result : 0;
            return fits;
        }
    }

    public void Dispose() => _context.Dispose();
}
