namespace Cairn.Repository.Parity;

/// <summary>
/// The field of 256 elements with the polynomial x⁸ + x⁴ + x³ + x + 1 (0x11B, that of AES), which processors can multiply in.
/// Addition is exclusive or.
/// </summary>
internal static class GaloisField
{
    private const int Polynomial = 0x11B;

    /// <summary>
    /// The powers of 3, which go through all elements but zero; twice, so that sums of two logarithms need no modulo.
    /// </summary>
    private static readonly byte[] Powers = MakePowers();
    private static readonly byte[] Logarithms = MakeLogarithms();

    public static byte Multiply(byte left, byte right) =>
        left == 0 || right == 0 ? (byte)0 : Powers[Logarithms[left] + Logarithms[right]];

    /// <exception cref="DivideByZeroException">The divisor is zero.</exception>
    public static byte Divide(byte dividend, byte divisor) => divisor == 0
        ? throw new DivideByZeroException()
        : dividend == 0 ? (byte)0 : Powers[255 + Logarithms[dividend] - Logarithms[divisor]];

    private static byte[] MakePowers()
    {
        var powers = new byte[2 * 255 + 1];
        var value = 1;
        for (var i = 0; i < powers.Length; i++)
        {
            powers[i] = (byte)value;
            value ^= value << 1;
            if (value >= 256)
                value ^= Polynomial;
        }
        return powers;
    }

    private static byte[] MakeLogarithms()
    {
        var logarithms = new byte[256];
        for (var i = 0; i < 255; i++)
            logarithms[Powers[i]] = (byte)i;
        return logarithms;
    }
}
