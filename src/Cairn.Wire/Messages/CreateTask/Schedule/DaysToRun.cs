using Cairn.Wire.Shape;

namespace Cairn.Wire.Messages.CreateTask.Schedule;

/// <summary>The days of a weekly or monthly schedule once more, by name (createtask-semantics.md section 9).</summary>
public sealed record DaysToRun
{
    [WireName("Monday")]
    public bool? Monday { get; init; }

    [WireName("Tuesday")]
    public bool? Tuesday { get; init; }

    [WireName("Wednesday")]
    public bool? Wednesday { get; init; }

    [WireName("Thursday")]
    public bool? Thursday { get; init; }

    [WireName("Friday")]
    public bool? Friday { get; init; }

    [WireName("Saturday")]
    public bool? Saturday { get; init; }

    [WireName("Sunday")]
    public bool? Sunday { get; init; }

    public RelativeDay? Day { get; init; }

    public RelativeWeek? Week { get; init; }

    /// <summary>A plain day of the month, unlike the equally named member of RepeatPattern.</summary>
    [WireRange(1, 31)]
    public int? OnDayNumber { get; init; }
}
