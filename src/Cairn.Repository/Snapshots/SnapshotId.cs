using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Cairn.Repository.Snapshots;

/// <summary>The name of a snapshot: 16 random bytes, written as 32 lower-case hexadecimal digits.</summary>
public readonly record struct SnapshotId
{
    private const int Digits = 32;

    private readonly UInt128 _value;

    private SnapshotId(UInt128 value) => _value = value;

    internal static SnapshotId New(RandomSource random) => Parse(random.HexDigits(Digits));

    /// <exception cref="FormatException">The text isn't 32 hexadecimal digits.</exception>
    public static SnapshotId Parse(string text) =>
        TryParse(text, out var id)
            ? id
            : throw new FormatException($"'{text}' is no snapshot id, which has 32 hexadecimal digits.");

    public static bool TryParse([NotNullWhen(true)] string? text, out SnapshotId id)
    {
        var value = UInt128.Zero;
        var valid = text is { Length: Digits }
            && UInt128.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value);
        id = new SnapshotId(value);
        return valid;
    }

    public override string ToString() => _value.ToString("x32", CultureInfo.InvariantCulture);
}
