using System.Buffers.Binary;
using System.Globalization;
using Cairn.Repository.Fields;

namespace Cairn.Repository.Packs;

/// <summary>
/// The name of a pack: 16 random bytes. Its object is "packs/" + its first two hexadecimal digits + "/" + all 32.
/// </summary>
internal readonly record struct PackId(UInt128 Value)
{
    public const int Size = 16;

    public const string Prefix = "packs/";

    public static PackId New(RandomSource random) => Read(random.Bytes(Size));

    public static PackId Read(ReadOnlySpan<byte> bytes) => new(BinaryPrimitives.ReadUInt128BigEndian(bytes));

    public void CopyTo(Span<byte> destination) => BinaryPrimitives.WriteUInt128BigEndian(destination, Value);

    public string ObjectName => $"{Prefix}{(byte)(Value >> 120):x2}/{this}";

    public static bool TryParseObjectName(string name, out PackId id)
    {
        var hex = name.AsSpan(name.LastIndexOf('/') + 1);
        var valid = UInt128.TryParse(hex, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value);
        id = new PackId(value);
        return valid && id.ObjectName == name;
    }

    /// <summary>Reads 32 lower-case hexadecimal digits.</summary>
    public static bool TryParse(string? text, out PackId id)
    {
        id = default;
        if (text is null || !LowerHex.Is(text, 2 * Size))
            return false;
        id = new PackId(UInt128.Parse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
        return true;
    }

    public override string ToString() => Value.ToString("x32", CultureInfo.InvariantCulture);
}
