using System.Globalization;
using System.Text.Json;

namespace Cairn.Scheduling.Tests;

/// <summary>Reads a vector's pattern, which is in wire form. What can't be read is a fault that the decoder finds.</summary>
internal static class WirePattern
{
    private static readonly string[] Weekdays = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
    private static readonly string[] DayKinds = [.. Weekdays, "Days", "Weekday", "Weekend_Day"];
    private static readonly string[] Weeks = ["first", "second", "third", "fourth", "last"];

    public static SchedulePattern Read(JsonElement pattern)
    {
        var calendar = Member(pattern, "calendar");
        return new SchedulePattern
        {
            Frequency = Frequency(Text(pattern, "freq_type")!),
            Interval = (int)Number(pattern, "freq_interval"),
            RecurrenceFactor = (int)Number(pattern, "freq_recurrence_factor"),
            RelativeInterval = (int)Number(pattern, "freq_relative_interval"),
            StartDate = Date(Text(pattern, "active_start_date")),
            EndDate = Date(Text(pattern, "active_end_date")),
            StartTime = Time(Text(pattern, "active_start_time")),
            EndTime = Time(Text(pattern, "active_end_time")),
            Occurrences = (int)Number(pattern, "active_end_occurence"),
            SubdayInterval = (int)Number(pattern, "freq_subday_interval"),
            DaysToRun = Member(pattern, "daysToRun") is { } days ? Days(days) : null,
            Exceptions = Member(pattern, "repeatPattern") is { } skipped ? [.. Exceptions(skipped)] : [],
            CalendarId = calendar is { } byId && Number(byId, "calendarId") is > 0 and var id ? (int)id : null,
            CalendarName = calendar is { } byName ? Text(byName, "calendarName") : null,
        };
    }

    private static FrequencyType Frequency(string text)
    {
        if (long.TryParse(text, CultureInfo.InvariantCulture, out var code))
            return (FrequencyType)code;
        if (text == "Automatic")
            return FrequencyType.AutomaticSchedule;
        return Enum.TryParse<FrequencyType>(text.Replace("_", "", StringComparison.Ordinal), ignoreCase: true, out var type)
            ? type
            : throw new FormatException($"'{text}' is no freq_type.");
    }

    private static DateOnly? Date(string? text)
    {
        if (text is null or "0")
            return null;
        return long.TryParse(text, CultureInfo.InvariantCulture, out var seconds)
            ? DateOnly.FromDateTime(DateTimeOffset.FromUnixTimeSeconds(seconds).UtcDateTime)
            : DateOnly.FromDateTime(DateTime.Parse(text, CultureInfo.InvariantCulture));
    }

    private static TimeOnly? Time(string? text)
    {
        if (text is null)
            return null;
        if (long.TryParse(text, CultureInfo.InvariantCulture, out var seconds))
            return seconds < 86_400 ? TimeOnly.FromTimeSpan(TimeSpan.FromSeconds(seconds)) : throw new FormatException("No time of day.");
        return TimeOnly.Parse(text, CultureInfo.InvariantCulture);
    }

    private static DaysToRun Days(JsonElement days) => new()
    {
        WeekdayMask = Weekdays.Select((name, bit) => Flag(days, name) ? 1 << bit : 0).Sum(),
        Day = Position(DayKinds, Text(days, "day")),
        Week = Position(Weeks, Text(days, "week")),
        OnDayNumber = (int)Number(days, "onDayNumber") is > 0 and var number ? number : null,
    };

    private static int? Position(string[] names, string? name) =>
        name is null ? null : Array.FindIndex(names, known => known.Equals(name, StringComparison.OrdinalIgnoreCase)) + 1;

    private static IEnumerable<SkippedDays> Exceptions(JsonElement entries) =>
        from entry in entries.ValueKind == JsonValueKind.Array ? entries.EnumerateArray().ToArray() : [entries]
        where Flag(entry, "exception")
        select new SkippedDays((int)Number(entry, "occurrence"), (int)Number(entry, "onDay"), Number(entry, "onDayNumber"));

    private static bool Flag(JsonElement parent, string name) => Text(parent, name)?.ToUpperInvariant() is "TRUE" or "1";

    private static long Number(JsonElement parent, string name) =>
        Text(parent, name) is { } text ? long.Parse(text, CultureInfo.InvariantCulture) : 0;

    private static string? Text(JsonElement parent, string name) => Member(parent, name)?.ToString() is { Length: > 0 } text ? text : null;

    private static JsonElement? Member(JsonElement parent, string name)
    {
        foreach (var member in parent.EnumerateObject())
        {
            if (member.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
                return member.Value;
        }
        return null;
    }
}
