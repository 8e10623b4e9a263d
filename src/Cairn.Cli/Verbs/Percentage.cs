using System.Globalization;

namespace Cairn.Cli.Verbs;

/// <summary>A part of something: "5", "2.5" or "5%".</summary>
internal static class Percentage
{
    /// <param name="text">As it was given.</param>
    /// <param name="option">Where, for the message.</param>
    /// <param name="mayBeZero">Whether 0 means something.</param>
    /// <exception cref="UsageException">It is no number, not above 0 (or below it), or above 100.</exception>
    public static double Parse(string text, string option, bool mayBeZero)
    {
        var digits = text.EndsWith('%') ? text[..^1] : text;
        var isNumber = double.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent);
        return isNumber && percent <= 100 && (mayBeZero || percent > 0)
            ? percent
            : throw new UsageException(
                $"{option} '{text}' is no percentage: {(mayBeZero ? "0 to 100" : "more than 0, and at most 100")} is allowed.");
    }
}
