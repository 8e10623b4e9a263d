namespace Cairn.Scheduling;

/// <summary>What makes a pattern invalid, whenever it would run (createtask-semantics.md, section 10).</summary>
public static class PatternRules
{
    private const int EveryWeekday = 0b111_1111;
    private const int MinimumSubdaySeconds = 60;
    private const int LastDayKind = 10;
    private const int LastOrdinal = 5;

    /// <summary>
    /// Checks everything but the time zone and the calendar. Parameters that the pattern's type does not use are not looked at:
    /// a one-time schedule has no limits, an event-driven one no dates.
    /// </summary>
    /// <returns>The first fault; null when there is none.</returns>
    public static PatternError? Validate(SchedulePattern pattern) => pattern.Frequency switch
    {
        FrequencyType.OneTime or FrequencyType.OnDemand or FrequencyType.AutomaticSchedule or FrequencyType.Continuous
            or FrequencyType.AfterJobCompletes => null,
        FrequencyType.Daily => Daily(pattern) ?? Limits(pattern),
        FrequencyType.Weekly => Weekly(pattern) ?? Limits(pattern),
        FrequencyType.Monthly => DayOfMonth(pattern) ?? Factor(pattern, 0, int.MaxValue) ?? Limits(pattern),
        FrequencyType.MonthlyRelative => Relative(pattern) ?? Factor(pattern, 0, int.MaxValue) ?? Limits(pattern),
        FrequencyType.Yearly => DayOfMonth(pattern) ?? Factor(pattern, 1, 12) ?? Limits(pattern),
        FrequencyType.YearlyRelative => Relative(pattern) ?? Factor(pattern, 1, 12) ?? Limits(pattern),
        null => new("invalid-freq-type", "freq_type", "A pattern needs a freq_type."),
        { } other => new("invalid-freq-type", "freq_type", $"{(int)other} is no freq_type."),
    };

    /// <summary>Checks that a schedule which is made now has something left to do (rules 2, 3, 10 and 13).</summary>
    /// <param name="pattern">The pattern.</param>
    /// <param name="now">Wall clock in the schedule's zone.</param>
    /// <param name="tolerance">How far the wall clock may be off, for a zone whose rules are not known.</param>
    /// <returns>The fault; null when there is none.</returns>
    public static PatternError? ValidateTimes(SchedulePattern pattern, DateTime now, TimeSpan tolerance)
    {
        var earliest = now - tolerance;
        if (pattern.Frequency is FrequencyType.OneTime)
        {
            var start = (pattern.StartDate ?? DateOnly.FromDateTime(now)).ToDateTime(pattern.StartTime ?? TimeOnly.MinValue);
            return start >= earliest ? null : new("start-in-past", "active_start_date",
                $"The schedule would run once, at {start:yyyy-MM-dd HH:mm:ss}, which is past: it is {now:yyyy-MM-dd HH:mm:ss} in its zone.");
        }
        var repeats = pattern.Frequency is >= FrequencyType.Daily and <= FrequencyType.YearlyRelative;
        return repeats && pattern.EndDate < DateOnly.FromDateTime(earliest)
            ? new("end-in-past", "active_end_date",
                $"The schedule would end on {pattern.EndDate:O}, which is past: it is {now:yyyy-MM-dd} in its zone.")
            : null;
    }

    /// <summary>Checks that the calendar exists, and that its id and name agree.</summary>
    /// <param name="pattern">The pattern.</param>
    /// <param name="calendars">Names by id of those there are.</param>
    /// <returns>The fault; null when there is none, or no calendar was named.</returns>
    public static PatternError? ValidateCalendar(SchedulePattern pattern, IReadOnlyDictionary<int, string> calendars)
    {
        string? nameOfId = null;
        if (pattern.CalendarId is { } id && !calendars.TryGetValue(id, out nameOfId))
            return new("unknown-calendar", "calendarId",
                $"There is no calendar {id}; known are {string.Join(", ", calendars.Keys)}.");
        if (string.IsNullOrEmpty(pattern.CalendarName))
            return null;
        if (!calendars.Values.Contains(pattern.CalendarName, StringComparer.OrdinalIgnoreCase))
            return new("unknown-calendar", "calendarName",
                $"There is no calendar '{pattern.CalendarName}'; known are {string.Join(", ", calendars.Values)}.");
        return nameOfId is null || nameOfId.Equals(pattern.CalendarName, StringComparison.OrdinalIgnoreCase)
            ? null
            : new("calendar-contradicts", "calendarName",
                $"Calendar {pattern.CalendarId} is '{nameOfId}', not '{pattern.CalendarName}'.");
    }

    /// <summary>Rule 4: the count of days stands in either of two parameters.</summary>
    private static PatternError? Daily(SchedulePattern pattern)
    {
        if (pattern.Interval < 0)
            return Interval(pattern.Interval, "0 (every day) or a number of days");
        if (Factor(pattern, 0, int.MaxValue) is { } error)
            return error;
        return pattern is { Interval: > 1, RecurrenceFactor: > 1 } && pattern.Interval != pattern.RecurrenceFactor
            ? new("freq-interval-contradicts-recurrence-factor", "freq_interval",
                $"Every {pattern.Interval} days contradicts freq_recurrence_factor, every {pattern.RecurrenceFactor} days.")
            : null;
    }

    /// <summary>Rule 5: the days stand in the mask, in daysToRun, or equally in both.</summary>
    private static PatternError? Weekly(SchedulePattern pattern)
    {
        var other = pattern.DaysToRun?.WeekdayMask ?? 0;
        if (pattern.Interval is < 0 or > EveryWeekday)
            return Interval(pattern.Interval, $"a sum of Sunday 1, Monday 2 … Saturday 64, at most {EveryWeekday}");
        if (pattern.Interval == 0 && other == 0)
            return new("weekly-without-days", "freq_interval",
                "A weekly pattern needs at least one day, in freq_interval or daysToRun.");
        return Contradiction(pattern.Interval, other, "freq_interval") ?? Factor(pattern, 0, int.MaxValue);
    }

    /// <summary>Rules 6 and 8.</summary>
    private static PatternError? DayOfMonth(SchedulePattern pattern)
    {
        var other = pattern.DaysToRun?.OnDayNumber ?? 0;
        var day = pattern.Interval == 0 ? other : pattern.Interval;
        return day is < 1 or > 31
            ? Interval(day, "a day of the month, 1 to 31")
            : Contradiction(pattern.Interval, other, "freq_interval");
    }

    /// <summary>Rules 7 and 9.</summary>
    private static PatternError? Relative(SchedulePattern pattern)
    {
        var otherDay = pattern.DaysToRun?.Day ?? 0;
        var day = pattern.Interval == 0 ? otherDay : pattern.Interval;
        if (day is < 1 or > LastDayKind)
            return Interval(day, "Sunday 1 … Saturday 7, any day 8, weekday 9, weekend day 10");
        var otherWeek = pattern.DaysToRun?.Week ?? 0;
        var week = pattern.RelativeInterval == 0 ? otherWeek : pattern.RelativeInterval;
        if (week is < 1 or > LastOrdinal)
            return new("invalid-freq-relative-interval", "freq_relative_interval",
                $"freq_relative_interval is {week}; allowed is first 1 … fourth 4, last 5.");
        return Contradiction(pattern.Interval, otherDay, "freq_interval")
            ?? Contradiction(pattern.RelativeInterval, otherWeek, "freq_relative_interval");
    }

    /// <summary>Rules 11, 13 and 14.</summary>
    private static PatternError? Limits(SchedulePattern pattern)
    {
        if (pattern.EndDate < pattern.StartDate)
            return new("end-before-start", "active_end_date",
                $"The end, {pattern.EndDate:O}, lies before the start, {pattern.StartDate:O}.");
        if (pattern.SubdayInterval is not (0 or >= MinimumSubdaySeconds))
            return new("invalid-freq-subday-interval", "freq_subday_interval",
                $"freq_subday_interval is {pattern.SubdayInterval}; allowed is 0, or {MinimumSubdaySeconds} seconds and more.");
        if (pattern.Occurrences < 0)
            return new("invalid-end-occurrence", "active_end_occurence",
                $"active_end_occurence is {pattern.Occurrences}; allowed is 0 (no limit) or a number of runs.");
        return pattern.Exceptions.Select(Exception).FirstOrDefault(error => error is not null);
    }

    private static PatternError? Exception(SkippedDays skipped)
    {
        if (skipped.Occurrence is < 0 or > 0b1_1111)
            return Exception(
                $"occurrence is {skipped.Occurrence}; allowed is a sum of first 1, second 2, third 4, fourth 8, last 16");
        if (skipped.OnDay is < 0 or > 0b11_1111_1111)
            return Exception(
                $"onDay is {skipped.OnDay}; allowed is a sum of Sunday 1 … Saturday 64, any day 128, weekday 256, weekend day 512");
        if (skipped.OnDayNumber is < 0 or > int.MaxValue)
            return Exception($"onDayNumber is {skipped.OnDayNumber}; allowed is a sum of 2^(n-1) for the days n from 1 to 31");
        return (skipped.Occurrence, skipped.OnDay, skipped.OnDayNumber) switch
        {
            (0, not 0, _) => Exception("onDay needs an occurrence: which one of these days in the month"),
            (not 0, 0, 0) => Exception("occurrence needs an onDay: which day of the week"),
            _ => null,
        };
    }

    private static PatternError Exception(string message) =>
        new("invalid-exception", "repeatPattern", $"An exception of the pattern can't be read: {message}.");

    private static PatternError Interval(int value, string allowed) =>
        new("invalid-freq-interval", "freq_interval", $"freq_interval is {value}; allowed is {allowed}.");

    private static PatternError? Factor(SchedulePattern pattern, int minimum, int maximum) =>
        pattern.RecurrenceFactor >= minimum && pattern.RecurrenceFactor <= maximum
            ? null
            : new("invalid-freq-recurrence-factor", "freq_recurrence_factor",
                $"freq_recurrence_factor is {pattern.RecurrenceFactor}; allowed is {minimum} to {maximum}.");

    private static PatternError? Contradiction(int value, int daysToRun, string parameter) =>
        value == 0 || daysToRun == 0 || value == daysToRun
            ? null
            : new($"daystorun-contradicts-{parameter.Replace('_', '-')}", "daysToRun",
                $"daysToRun and {parameter} name different days.");
}
