using Cairn.Scheduling;
using Cairn.Wire;
using Cairn.Wire.Messages.CreateTask.Schedule;
using DaysToRun = Cairn.Scheduling.DaysToRun;
using Spec = Cairn.Scheduling.SchedulePattern;
using WireDaysToRun = Cairn.Wire.Messages.CreateTask.Schedule.DaysToRun;
using WirePattern = Cairn.Wire.Messages.CreateTask.Schedule.SchedulePattern;

namespace Cairn.Server.Tasks;

/// <summary>A schedule's pattern as it is kept, in the words of the request.</summary>
internal static class TakenPattern
{
    private const int StandardCalendar = 1;

    /// <param name="pattern">As it is kept.</param>
    /// <param name="zone">The time zone that it is read in.</param>
    /// <param name="given">For what is only echoed.</param>
    public static WirePattern Of(Spec pattern, string? zone, WirePattern? given) => new()
    {
        FreqType = Frequency(pattern.Frequency),
        FreqInterval = pattern.Interval,
        FreqRecurrenceFactor = pattern.RecurrenceFactor,
        FreqRelativeInterval = pattern.RelativeInterval,
        FreqSubdayInterval = TimeSpan.FromSeconds(pattern.SubdayInterval),
        FreqRestartInterval = given?.FreqRestartInterval,
        ActiveStartDate = Date(pattern.StartDate),
        ActiveStartTime = pattern.StartTime,
        ActiveEndDate = Date(pattern.EndDate),
        ActiveEndTime = pattern.EndTime,
        ActiveEndOccurence = pattern.Occurrences,
        Name = given?.Name,
        Description = given?.Description,
        PatternId = given?.PatternId,
        Flags = given?.Flags,
        Calendar = new CalendarReference
        {
            CalendarId = pattern.CalendarId ?? (pattern.CalendarName is null ? StandardCalendar : null),
            CalendarName = pattern.CalendarName,
        },
        DaysToRun = pattern.DaysToRun is { } days ? Days(days) : null,
        RepeatPattern = Exceptions(pattern.Exceptions, given?.RepeatPattern),
        TimeZone = new TimeZoneReference { TimeZoneId = pattern.TimeZoneId, TimeZoneName = pattern.TimeZoneName ?? zone },
    };

    private static ScheduleFrequency? Frequency(FrequencyType? frequency) =>
        frequency == FrequencyType.AfterJobCompletes ? ScheduleFrequency.AfterJobCompletes : (ScheduleFrequency?)frequency;

    private static WireDate? Date(DateOnly? date) => date is { } day ? WireDate.FromWallClock(day.ToDateTime(TimeOnly.MinValue)) : null;

    private static WireDaysToRun Days(DaysToRun days)
    {
        bool? Runs(int weekday) => days.WeekdayMask == 0 ? null : (days.WeekdayMask & (1 << weekday)) != 0;
        return new WireDaysToRun
        {
            Sunday = Runs(0),
            Monday = Runs(1),
            Tuesday = Runs(2),
            Wednesday = Runs(3),
            Thursday = Runs(4),
            Friday = Runs(5),
            Saturday = Runs(6),
            Day = (RelativeDay?)days.Day,
            Week = (RelativeWeek?)days.Week,
            OnDayNumber = days.OnDayNumber,
        };
    }

    /// <summary>At the places where they were given; an entry between them that is no exception says nothing.</summary>
    private static IReadOnlyList<RepeatPattern>? Exceptions(IReadOnlyList<SkippedDays> kept, IReadOnlyList<RepeatPattern>? given)
    {
        var next = 0;
        return kept.Count == 0 || given is null
            ? null
            : [.. given.Select(entry => entry.Exception == true ? Exception(kept[next++]) : new RepeatPattern())];
    }

    private static RepeatPattern Exception(SkippedDays skipped) => new()
    {
        Exception = true,
        Occurrence = skipped.Occurrence,
        OnDay = skipped.OnDay,
        OnDayNumber = skipped.OnDayNumber,
    };
}
