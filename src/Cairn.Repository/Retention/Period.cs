using System.Globalization;

namespace Cairn.Repository.Retention;

/// <summary>Names the calendar period that a time lies in; equal for all times of one period and for no other.</summary>
internal static class Period
{
    /// <summary>The two hours of one name on the day when clocks are put back are two.</summary>
    public static (DateTime, TimeSpan) Hour(DateTimeOffset time, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTime(time, zone);
        return (local.Date.AddHours(local.Hour), local.Offset);
    }

    public static DateOnly Day(DateTimeOffset time, TimeZoneInfo zone) => DateOnly.FromDateTime(Local(time, zone));

    /// <summary>Year and number of the ISO week.</summary>
    public static (int, int) Week(DateTimeOffset time, TimeZoneInfo zone)
    {
        var local = Local(time, zone);
        return (ISOWeek.GetYear(local), ISOWeek.GetWeekOfYear(local));
    }

    public static (int, int) Month(DateTimeOffset time, TimeZoneInfo zone)
    {
        var local = Local(time, zone);
        return (local.Year, local.Month);
    }

    public static int Year(DateTimeOffset time, TimeZoneInfo zone) => Local(time, zone).Year;

    private static DateTime Local(DateTimeOffset time, TimeZoneInfo zone) => TimeZoneInfo.ConvertTime(time, zone).DateTime;
}
