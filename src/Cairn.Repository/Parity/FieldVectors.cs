using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Cairn.Repository.Parity;

/// <summary>Multiplies strings of field elements: the inner loop of Reed-Solomon coding.</summary>
internal static class FieldVectors
{
    public static IReadOnlyList<FieldPath> Supported { get; } = [.. Enum.GetValues<FieldPath>().Where(IsSupported)];

    private static readonly FieldPath Fastest = Supported[^1];

    /// <summary>
    /// Adds <paramref name="factor"/> × each byte of <paramref name="source"/> to the bytes of <paramref name="target"/>, which
    /// is at least as long.
    /// </summary>
    public static void AddProduct(byte factor, ReadOnlySpan<byte> source, Span<byte> target) =>
        AddProduct(Fastest, factor, source, target);

    public static void AddProduct(FieldPath path, byte factor, ReadOnlySpan<byte> source, Span<byte> target)
    {
        target = target[..source.Length];
        var done = path switch
        {
            FieldPath.Gfni512 => AddByGfni512(factor, source, target),
            FieldPath.Gfni256 => AddByGfni256(factor, source, target),
            FieldPath.Shuffle256 => AddByShuffle256(factor, source, target),
            FieldPath.Shuffle128 => AddByShuffle128(factor, source, target),
            _ => AddByTable(factor, source, target),
        };
        for (var i = done; i < source.Length; i++)
            target[i] ^= GaloisField.Multiply(factor, source[i]);
    }

    private static bool IsSupported(FieldPath path) => path switch
    {
        FieldPath.Gfni512 => Gfni.V512.IsSupported && Vector512.IsHardwareAccelerated,
        FieldPath.Gfni256 => Gfni.V256.IsSupported,
        FieldPath.Shuffle256 => Avx2.IsSupported,
        FieldPath.Shuffle128 => Vector128.IsHardwareAccelerated,
        _ => true,
    };

    private static int AddByTable(byte factor, ReadOnlySpan<byte> source, Span<byte> target)
    {
        Span<byte> products = stackalloc byte[256];
        for (var i = 0; i < products.Length; i++)
            products[i] = GaloisField.Multiply(factor, (byte)i);
        for (var i = 0; i < source.Length; i++)
            target[i] ^= products[source[i]];
        return source.Length;
    }

    // Each of these does whole vectors and returns how many bytes that were.

    private static int AddByGfni512(byte factor, ReadOnlySpan<byte> source, Span<byte> target)
    {
        ref var from = ref MemoryMarshal.GetReference(source);
        ref var to = ref MemoryMarshal.GetReference(target);
        var factors = Vector512.Create(factor);
        var i = 0;
        for (; i <= source.Length - Vector512<byte>.Count; i += Vector512<byte>.Count)
        {
            var product = Gfni.V512.GaloisFieldMultiply(Vector512.LoadUnsafe(ref from, (nuint)i), factors);
            (Vector512.LoadUnsafe(ref to, (nuint)i) ^ product).StoreUnsafe(ref to, (nuint)i);
        }
        return i;
    }

    private static int AddByGfni256(byte factor, ReadOnlySpan<byte> source, Span<byte> target)
    {
        ref var from = ref MemoryMarshal.GetReference(source);
        ref var to = ref MemoryMarshal.GetReference(target);
        var factors = Vector256.Create(factor);
        var i = 0;
        for (; i <= source.Length - Vector256<byte>.Count; i += Vector256<byte>.Count)
        {
            var product = Gfni.V256.GaloisFieldMultiply(Vector256.LoadUnsafe(ref from, (nuint)i), factors);
            (Vector256.LoadUnsafe(ref to, (nuint)i) ^ product).StoreUnsafe(ref to, (nuint)i);
        }
        return i;
    }

    private static int AddByShuffle256(byte factor, ReadOnlySpan<byte> source, Span<byte> target)
    {
        ref var from = ref MemoryMarshal.GetReference(source);
        ref var to = ref MemoryMarshal.GetReference(target);
        var (low, high) = (Vector256.Create(Products(factor, 1)), Vector256.Create(Products(factor, 16)));
        var mask = Vector256.Create((byte)15);
        var i = 0;
        for (; i <= source.Length - Vector256<byte>.Count; i += Vector256<byte>.Count)
        {
            var bytes = Vector256.LoadUnsafe(ref from, (nuint)i);
            var product = Avx2.Shuffle(low, bytes & mask)
                ^ Avx2.Shuffle(high, (bytes.AsUInt16() >>> 4).AsByte() & mask);
            (Vector256.LoadUnsafe(ref to, (nuint)i) ^ product).StoreUnsafe(ref to, (nuint)i);
        }
        return i;
    }

    private static int AddByShuffle128(byte factor, ReadOnlySpan<byte> source, Span<byte> target)
    {
        ref var from = ref MemoryMarshal.GetReference(source);
        ref var to = ref MemoryMarshal.GetReference(target);
        var (low, high) = (Products(factor, 1), Products(factor, 16));
        var mask = Vector128.Create((byte)15);
        var i = 0;
        for (; i <= source.Length - Vector128<byte>.Count; i += Vector128<byte>.Count)
        {
            var bytes = Vector128.LoadUnsafe(ref from, (nuint)i);
            var product = Vector128.ShuffleNative(low, bytes & mask)
                ^ Vector128.ShuffleNative(high, (bytes.AsUInt16() >>> 4).AsByte() & mask);
            (Vector128.LoadUnsafe(ref to, (nuint)i) ^ product).StoreUnsafe(ref to, (nuint)i);
        }
        return i;
    }

    /// <summary>The factor times 0, 1, … 15 steps.</summary>
    private static Vector128<byte> Products(byte factor, int step)
    {
        Span<byte> products = stackalloc byte[Vector128<byte>.Count];
        for (var i = 0; i < products.Length; i++)
            products[i] = GaloisField.Multiply(factor, (byte)(i * step));
        return Vector128.Create<byte>(products);
    }
}
