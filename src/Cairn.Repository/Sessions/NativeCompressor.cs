using System.Runtime.InteropServices;

namespace Cairn.Repository.Sessions;

/// <summary>
/// The system's libzstd (1.4 or later): faster than managed code, on small chunks above all, and nothing to be compiled at start.
/// </summary>
internal sealed unsafe partial class NativeCompressor : IChunkCompressor
{
    private const string Library = "libzstd.so.1";

    // ZSTD_c_compressionLevel
    private const int CompressionLevel = 100;

    private readonly Context _context = ZSTD_createCCtx();

    /// <param name="level">Of zstd.</param>
    public NativeCompressor(int level)
    {
        if (_context.IsInvalid || ZSTD_isError(ZSTD_CCtx_setParameter(_context, CompressionLevel, level)) != 0)
            throw new InvalidOperationException($"libzstd refused level {level}, or had no memory.");
    }

    public static bool IsAvailable { get; } =
        NativeLibrary.TryLoad(Library, typeof(NativeCompressor).Assembly, null, out var library)
        && NativeLibrary.TryGetExport(library, "ZSTD_compress2", out _);

    public bool TryCompress(ReadOnlySpan<byte> plain, Span<byte> room, out int length)
    {
        fixed (byte* source = plain, destination = room)
        {
            var result = ZSTD_compress2(_context, destination, (nuint)room.Length, source, (nuint)plain.Length);
            var fits = ZSTD_isError(result) == 0;
            length = fits ? (int)result : 0;
            return fits;
        }
    }

    public void Dispose() => _context.Dispose();

    [LibraryImport(Library)]
    private static partial Context ZSTD_createCCtx();

    [LibraryImport(Library)]
    private static partial nuint ZSTD_freeCCtx(nint context);

    [LibraryImport(Library)]
    private static partial nuint ZSTD_CCtx_setParameter(Context context, int parameter, int value);

    [LibraryImport(Library)]
    private static partial nuint ZSTD_compress2(Context context, byte* destination, nuint room, byte* source, nuint length);

    [LibraryImport(Library)]
    [SuppressGCTransition]
    private static partial uint ZSTD_isError(nuint result);

    internal sealed class Context() : SafeHandle(0, ownsHandle: true)
    {
        public override bool IsInvalid => handle == 0;

        protected override bool ReleaseHandle() => ZSTD_isError(ZSTD_freeCCtx(handle)) == 0;
    }
}
