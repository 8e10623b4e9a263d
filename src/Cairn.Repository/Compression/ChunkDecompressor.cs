using ZstdSharp;

namespace Cairn.Repository.Compression;

/// <summary>
/// Makes chunks of zstd frames: by the system's library, or in managed code on hosts without it. For one thread at a time.
/// </summary>
internal sealed unsafe class ChunkDecompressor : IDisposable
{
    private readonly NativeZstd.DecompressionContext? _native;
    private readonly Decompressor? _portable;

    public ChunkDecompressor()
        : this(NativeZstd.IsAvailable)
    {
    }

    internal ChunkDecompressor(bool isNative)
    {
        if (isNative)
            _native = NativeZstd.ZSTD_createDCtx() is { IsInvalid: false } context
                ? context
                : throw new InvalidOperationException("libzstd had no memory.");
        else
            _portable = new Decompressor();
    }

    /// <summary>False: it isn't a frame of exactly as many bytes as <paramref name="plain"/> has, which may hold anything now.</summary>
    public bool TryExpand(ReadOnlySpan<byte> frame, Span<byte> plain)
    {
        if (_native is null)
            return TryExpandPortably(frame, plain);
        fixed (byte* source = frame, destination = plain)
        {
            var result = NativeZstd.ZSTD_decompressDCtx(_native, destination, (nuint)plain.Length, source, (nuint)frame.Length);
            return NativeZstd.ZSTD_isError(result) == 0 && result == (nuint)plain.Length;
        }
    }

    public void Dispose()
    {
        _native?.Dispose();
        _portable?.Dispose();
    }

    private bool TryExpandPortably(ReadOnlySpan<byte> frame, Span<byte> plain)
    {
        try
        {
            return _portable!.Unwrap(frame, plain) == plain.Length;
        }
        catch (ZstdException)
        {
            return false;
        }
    }
}
