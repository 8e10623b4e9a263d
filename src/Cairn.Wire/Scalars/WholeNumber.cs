namespace Cairn.Wire.Scalars;

/// <summary>Decimal whole numbers of any length, as JSON spells them.</summary>
internal static class WholeNumber
{
    public static bool IsMatch(ReadOnlySpan<char> text)
    {
        var digits = text.StartsWith('-') ? text[1..] : text;
        var hasLeadingZero = digits.Length > 1 && digits[0] == '0';
        return digits.Length > 0 && !hasLeadingZero && !digits.ContainsAnyExceptInRange('0', '9');
    }
}
