using Cairn.Wire.Shape;

namespace Cairn.Wire.Messages.CreateTask.Schedule;

/// <summary>
/// When a schedule fires. The members' meaning depends on <see cref="FreqType"/>; contradictions between them are found by
/// whoever evaluates the pattern (createtask-semantics.md sections 9 and 10).
/// </summary>
[WireTolerates(
    "skipOccurence", "skipDayNumber", "schedule_name", "weekdays", "repeat_days", "repeat_weeks", "on_day", "exception_dates")]
public sealed record SchedulePattern
{
    [WireName("freq_type")]
    [WireRefusal("invalid-freq-type")]
    public ScheduleFrequency? FreqType { get; init; }

    [WireName("freq_interval")]
    [WireRefusal("invalid-freq-interval")]
    public int? FreqInterval { get; init; }

    [WireName("freq_recurrence_factor")]
    [WireRefusal("invalid-freq-recurrence-factor")]
    public int? FreqRecurrenceFactor { get; init; }

    /// <summary>1 to 4, 5 for the last.</summary>
    [WireName("freq_relative_interval")]
    [WireRefusal("invalid-freq-relative-interval")]
    public int? FreqRelativeInterval { get; init; }

    /// <summary>Between repeats within a day; seconds on the wire.</summary>
    [WireName("freq_subday_interval")]
    [WireRefusal("invalid-freq-subday-interval")]
    public TimeSpan? FreqSubdayInterval { get; init; }

    /// <summary>Stored and echoed; nobody knows what it does.</summary>
    [WireName("freq_restart_interval")]
    public int? FreqRestartInterval { get; init; }

    [WireName("active_start_date")]
    public WireDate? ActiveStartDate { get; init; }

    [WireName("active_start_time")]
    public TimeOnly? ActiveStartTime { get; init; }

    [WireName("active_end_date")]
    public WireDate? ActiveEndDate { get; init; }

    /// <summary>The end of the daily window of repeats.</summary>
    [WireName("active_end_time")]
    public TimeOnly? ActiveEndTime { get; init; }

    /// <summary>Runs after which the schedule ends; 0 means no limit.</summary>
    [WireName("active_end_occurence")]
    [WireAlias("active_end_occurrence")]
    [WireRefusal("invalid-end-occurrence")]
    public int? ActiveEndOccurence { get; init; }

    public string? Name { get; init; }

    /// <summary>Never parsed: the sample's own contradicts its dates.</summary>
    public string? Description { get; init; }

    [WireRange(0)]
    public int? PatternId { get; init; }

    public int? Flags { get; init; }

    public CalendarReference? Calendar { get; init; }

    public DaysToRun? DaysToRun { get; init; }

    /// <summary>The exceptions.</summary>
    public IReadOnlyList<RepeatPattern>? RepeatPattern { get; init; }

    public TimeZoneReference? TimeZone { get; init; }
}
