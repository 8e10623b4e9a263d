namespace Cairn.Scheduling;

/// <summary>When a schedule runs, as its request said it (createtask-semantics.md, section 9). Null is "not given".</summary>
public sealed record SchedulePattern
{
    public FrequencyType? Frequency { get; init; }
    public int Interval { get; init; }
    public int RecurrenceFactor { get; init; }
    public int RelativeInterval { get; init; }
    public DateOnly? StartDate { get; init; }
    public DateOnly? EndDate { get; init; }
    public TimeOnly? StartTime { get; init; }
    public TimeOnly? EndTime { get; init; }

    /// <summary>0 is no limit.</summary>
    public int Occurrences { get; init; }

    /// <summary>Seconds between repeats within a day; 0 is no repeats.</summary>
    public int SubdayInterval { get; init; }
    public DaysToRun? DaysToRun { get; init; }
    public IReadOnlyList<SkippedDays> Exceptions { get; init; } = [];
    public int? CalendarId { get; init; }
    public string? CalendarName { get; init; }
    public int? TimeZoneId { get; init; }
    public string? TimeZoneName { get; init; }
}

/// <summary>Codes: createtask-semantics.md, section 9. After_Job_Completes has a name only; its number is our own.</summary>
public enum FrequencyType
{
    OneTime = 1,
    OnDemand = 2,
    Daily = 4,
    Weekly = 8,
    Monthly = 16,
    MonthlyRelative = 32,
    Yearly = 64,
    YearlyRelative = 128,
    AutomaticSchedule = 1024,
    Continuous = 4096,
    AfterJobCompletes = 8192,
}

/// <summary>The redundant second spelling of a pattern's days.</summary>
public sealed record DaysToRun
{
    /// <summary>Sunday 1, Monday 2, … Saturday 64.</summary>
    public int WeekdayMask { get; init; }

    /// <summary>Sunday 1 … Saturday 7, any day 8, weekday 9, weekend day 10.</summary>
    public int? Day { get; init; }

    /// <summary>First 1 … fourth 4, last 5.</summary>
    public int? Week { get; init; }

    /// <summary>1 to 31.</summary>
    public int? OnDayNumber { get; init; }
}

/// <summary>Days on which a repeating schedule does not run: bits as in createtask-semantics.md, repeatPattern.</summary>
public sealed record SkippedDays(int Occurrence, int OnDay, long OnDayNumber);
