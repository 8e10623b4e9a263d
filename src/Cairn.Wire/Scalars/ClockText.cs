using System.Globalization;

namespace Cairn.Wire.Scalars;

/// <summary>The parts of <c>HH:MM</c> or <c>HH:MM:SS</c>.</summary>
internal static class ClockText
{
    /// <summary>Hours may have up to six digits; minutes and seconds are 0 to 59. False for anything else.</summary>
    public static bool TryParse(string text, out int hours, out int minutes, out int seconds)
    {
        hours = minutes = seconds = 0;
        var parts = text.Split(':');
        return parts.Length is 2 or 3
            && TryPart(parts[0], longest: 6, out hours)
            && TryPart(parts[1], longest: 2, out minutes) && minutes < 60
            && (parts.Length == 2 || (TryPart(parts[2], longest: 2, out seconds) && seconds < 60));
    }

    private static bool TryPart(string digits, int longest, out int value)
    {
        value = 0;
        return digits.Length <= longest && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out value);
    }
}
