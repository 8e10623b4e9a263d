using Cairn.Wire.Scalars;

namespace Cairn.Wire;

/// <summary>Enumeration values as clients know them.</summary>
public static class WireEnum
{
    /// <summary>The name on the wire, such as <c>SYNTHETIC_FULL</c>.</summary>
    public static string Name<T>(T value)
        where T : struct, Enum => Spelling<T>.Scalar.Write(value);

    private static class Spelling<T>
    {
        public static readonly EnumScalar Scalar = new(typeof(T));
    }
}
