namespace Cairn.Wire.Scalars;

/// <summary>Decimal whole numbers of any length, as JSON spells them.</summary>
internal static class WholeNumber
{
    public static bool IsMatch(ReadOnlySpan<char> text)
    {
        var digits = text.StartsWith('-') ? text[1..] : text;
        var hasLeadingZero = digits.Length > 1 && digits[0] == '0';
        return !hasLeadingZero && IsDigits(digits);
    }

    /// <summary>Decimal digits and nothing else. The runtime's own parsers take zero characters after them as well.</summary>
    public static bool IsDigits(ReadOnlySpan<char> text) => !text.IsEmpty && !text.ContainsAnyExceptInRange('0', '9');
}
