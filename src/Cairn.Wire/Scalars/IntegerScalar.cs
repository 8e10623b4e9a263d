using System.Globalization;

namespace Cairn.Wire.Scalars;

/// <summary>
/// A decimal whole number within bounds. Fractions, exponents, hexadecimal and numbers with a leading zero (octal to some) are no numbers
/// here, and one that is too large is out of range rather than wrapped.
/// </summary>
internal sealed class IntegerScalar(long least, long most, bool isInt) : Scalar
{
    public override string Allowed { get; } = string.Create(CultureInfo.InvariantCulture, $"whole numbers from {least} to {most}");

    /// <summary>Whether a text is a whole number in decimal, however long.</summary>
    public static bool IsWholeNumber(ReadOnlySpan<char> text)
    {
        var digits = text.StartsWith('-') ? text[1..] : text;
        var hasLeadingZero = digits.Length > 1 && digits[0] == '0';
        return digits.Length > 0 && !hasLeadingZero && !digits.ContainsAnyExceptInRange('0', '9');
    }

    public override string? Read(string text, out object? value)
    {
        value = null;
        if (!IsWholeNumber(text))
            return WireError.InvalidNumber;
        if (!long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            || number < least || number > most)
            return WireError.OutOfRange;
        value = isInt ? (object)(int)number : number;
        return null;
    }

    public override string Write(object value) => Convert.ToInt64(value, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture);

    public override bool IsBareInJson(object value) => true;
}
