using System.Runtime.InteropServices;

namespace Cairn.Repository.Compression;

/// <summary>
/// The system's libzstd (1.4 or later): faster than managed code, on small chunks above all, and nothing to be compiled at start.
/// </summary>
internal static unsafe partial class NativeZstd
{
    /// <summary>ZSTD_c_compressionLevel</summary>
    public const int CompressionLevel = 100;

    private const string Library = "libzstd.so.1";

    public static bool IsAvailable { get; } =
        NativeLibrary.TryLoad(Library, typeof(NativeZstd).Assembly, null, out var library)
        && NativeLibrary.TryGetExport(library, "ZSTD_compress2", out _);

    [LibraryImport(Library)]
    public static partial CompressionContext ZSTD_createCCtx();

    [LibraryImport(Library)]
    public static partial nuint ZSTD_CCtx_setParameter(CompressionContext context, int parameter, int value);

    [LibraryImport(Library)]
    public static partial nuint ZSTD_compress2(CompressionContext context, byte* destination, nuint room, byte* source, nuint length);

    [LibraryImport(Library)]
    public static partial DecompressionContext ZSTD_createDCtx();

    [LibraryImport(Library)]
    public static partial nuint ZSTD_decompressDCtx(
        DecompressionContext context, byte* destination, nuint room, byte* source, nuint length);

    [LibraryImport(Library)]
    [SuppressGCTransition]
    public static partial uint ZSTD_isError(nuint result);

    [LibraryImport(Library)]
    private static partial nuint ZSTD_freeCCtx(nint context);

    [LibraryImport(Library)]
    private static partial nuint ZSTD_freeDCtx(nint context);

    internal sealed class CompressionContext() : SafeHandle(0, ownsHandle: true)
    {
        public override bool IsInvalid => handle == 0;

        protected override bool ReleaseHandle() => ZSTD_isError(ZSTD_freeCCtx(handle)) == 0;
    }

    internal sealed class DecompressionContext() : SafeHandle(0, ownsHandle: true)
    {
        public override bool IsInvalid => handle == 0;

        protected override bool ReleaseHandle() => ZSTD_isError(ZSTD_freeDCtx(handle)) == 0;
    }
}
