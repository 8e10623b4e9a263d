using System.Globalization;

namespace Cairn.Wire.Scalars;

/// <summary>The parts of <c>HH:MM</c> or <c>HH:MM:SS</c>.</summary>
internal static class ClockText
{
    /// <summary>Hours have one to six digits; minutes and seconds two, 00 to 59. False for anything else.</summary>
    public static bool TryParse(string text, out int hours, out int minutes, out int seconds)
    {
        hours = minutes = seconds = 0;
        var parts = text.Split(':');
        return parts.Length is 2 or 3
            && parts[0].Length <= 6 && TryPart(parts[0], out hours)
            && parts[1].Length == 2 && TryPart(parts[1], out minutes) && minutes < 60
            && (parts.Length == 2 || (parts[2].Length == 2 && TryPart(parts[2], out seconds) && seconds < 60));
    }

    private static bool TryPart(string digits, out int value)
    {
        value = 0;
        return WholeNumber.IsDigits(digits) && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out value);
    }
}
