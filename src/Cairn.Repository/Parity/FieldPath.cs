namespace Cairn.Repository.Parity;

/// <summary>With which instructions many field elements are multiplied at once; all give the same.</summary>
internal enum FieldPath
{
    Scalar,

    /// <summary>Look-up of both halves of a byte in tables of 16, as any processor with 128-bit vectors does it.</summary>
    Shuffle128,

    /// <summary>The same in 256 bits (AVX2).</summary>
    Shuffle256,

    /// <summary>The instruction that multiplies in just this field, on 256 or 512 bits.</summary>
    Gfni256,
    Gfni512,
}
