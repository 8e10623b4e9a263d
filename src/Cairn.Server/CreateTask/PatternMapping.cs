using Cairn.Scheduling;
using Cairn.Server.Bodies;
using Cairn.Wire;
using Cairn.Wire.Messages.CreateTask.Schedule;
using DaysToRun = Cairn.Scheduling.DaysToRun;
using SchedulePattern = Cairn.Scheduling.SchedulePattern;
using WireDaysToRun = Cairn.Wire.Messages.CreateTask.Schedule.DaysToRun;
using WirePattern = Cairn.Wire.Messages.CreateTask.Schedule.SchedulePattern;

namespace Cairn.Server.CreateTask;

/// <summary>When a schedule runs, as the request says it (createtask-semantics.md section 9).</summary>
internal static class PatternMapping
{
    private const int SecondsOfDay = 86_400;

    public static SchedulePattern Pattern(WirePattern pattern, RequestPart part) => new()
    {
        Frequency = Frequency(pattern.FreqType),
        Interval = pattern.FreqInterval ?? 0,
        RecurrenceFactor = pattern.FreqRecurrenceFactor ?? 0,
        RelativeInterval = pattern.FreqRelativeInterval ?? 0,
        StartDate = Date(pattern.ActiveStartDate, "active_start_date", part),
        EndDate = Date(pattern.ActiveEndDate, "active_end_date", part),
        StartTime = pattern.ActiveStartTime,
        EndTime = pattern.ActiveEndTime,
        Occurrences = pattern.ActiveEndOccurence ?? 0,
        SubdayInterval = (int)(pattern.FreqSubdayInterval ?? TimeSpan.Zero).TotalSeconds,
        DaysToRun = Days(pattern.DaysToRun),
        Exceptions = [.. (pattern.RepeatPattern ?? []).Where(repeat => repeat.Exception == true).Select(Skipped)],
        CalendarId = pattern.Calendar?.CalendarId.Given(),
        CalendarName = pattern.Calendar?.CalendarName,
        TimeZoneId = pattern.TimeZone?.TimeZoneId.Given(),
        TimeZoneName = pattern.TimeZone?.TimeZoneName,
    };

    private static FrequencyType? Frequency(ScheduleFrequency? frequency) =>
        frequency == ScheduleFrequency.AfterJobCompletes ? FrequencyType.AfterJobCompletes : (FrequencyType?)frequency;

    /// <summary>Rule 2 of section 10: a multiple of a day is that UTC date. The date of any other instant depends on the zone.</summary>
    private static DateOnly? Date(WireDate? date, string name, RequestPart part)
    {
        if (date is not { IsNone: false } given)
            return null;
        if (given.WallClock is { } wallClock)
            return DateOnly.FromDateTime(wallClock);
        if (given.UnixSeconds % SecondsOfDay != 0)
            part.Warn("date-read-as-utc", name, "The date is no midnight of UTC; its UTC date is used.");
        return DateOnly.FromDateTime(DateTimeOffset.FromUnixTimeSeconds(given.UnixSeconds ?? 0).UtcDateTime);
    }

    private static DaysToRun? Days(WireDaysToRun? days)
    {
        if (days is null)
            return null;
        bool?[] week = [days.Sunday, days.Monday, days.Tuesday, days.Wednesday, days.Thursday, days.Friday, days.Saturday];
        return new DaysToRun
        {
            WeekdayMask = week.Select((runs, index) => runs == true ? 1 << index : 0).Sum(),
            Day = (int?)days.Day,
            Week = (int?)days.Week,
            OnDayNumber = days.OnDayNumber,
        };
    }

    private static SkippedDays Skipped(RepeatPattern repeat) =>
        new(Bits(repeat.Occurrence), Bits(repeat.OnDay), Bits(repeat.OnDayNumber));

    /// <summary>Bits that no day has stay visible as bits that no day has, rather than wrap around to others.</summary>
    private static int Bits(long? bits) => bits is >= 0 and <= int.MaxValue ? (int)bits : bits is null ? 0 : int.MinValue;
}
