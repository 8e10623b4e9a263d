using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Cairn.Repository.Retention;

/// <summary>
/// A length of time as people say it: 1y6m is a year and six months. Years and months are calendar ones, weeks and days are those
/// of the local clock. Each part is 0 to 100,000.
/// </summary>
public sealed partial record CalendarSpan(int Years, int Months, int Days, int Hours)
{
    /// <summary>Reads numbers with y, m, w, d or h, in that order, each at most once: 2y, 1y6m, 10d, 2w, 1d12h.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out CalendarSpan? span)
    {
        span = null;
        if (Form().Match(text) is not { Success: true } match || text.Length == 0)
            return false;
        span = new CalendarSpan(Part("y"), Part("m"), 7 * Part("w") + Part("d"), Part("h"));
        return true;

        int Part(string unit) =>
            match.Groups[unit] is { Success: true } group
                ? int.Parse(group.Value, NumberStyles.None, CultureInfo.InvariantCulture)
                : 0;
    }

    /// <summary>The instant that is so much before another; the first there is when it would lie before all time.</summary>
    public DateTimeOffset Before(DateTimeOffset time, TimeZoneInfo zone)
    {
        try
        {
            var local = TimeZoneInfo.ConvertTime(time, zone).DateTime.AddYears(-Years).AddMonths(-Months).AddDays(-Days);
            return new DateTimeOffset(local, zone.GetUtcOffset(local)).AddHours(-Hours);
        }
        catch (ArgumentOutOfRangeException)
        {
            return DateTimeOffset.MinValue;
        }
    }

    [GeneratedRegex(
        "^(?:(?<y>[0-9]{1,5})y)?(?:(?<m>[0-9]{1,5})m)?(?:(?<w>[0-9]{1,5})w)?(?:(?<d>[0-9]{1,5})d)?(?:(?<h>[0-9]{1,5})h)?\\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Form();
}
