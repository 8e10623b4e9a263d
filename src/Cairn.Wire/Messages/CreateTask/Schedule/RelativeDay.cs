using Cairn.Wire.Shape;

namespace Cairn.Wire.Messages.CreateTask.Schedule;

/// <summary>Which day of a week that <see cref="RelativeWeek"/> names.</summary>
public enum RelativeDay
{
    [WireName("Sunday")]
    Sunday = 1,

    [WireName("Monday")]
    Monday = 2,

    [WireName("Tuesday")]
    Tuesday = 3,

    [WireName("Wednesday")]
    Wednesday = 4,

    [WireName("Thursday")]
    Thursday = 5,

    [WireName("Friday")]
    Friday = 6,

    [WireName("Saturday")]
    Saturday = 7,

    [WireName("Days")]
    AnyDay = 8,

    [WireName("Weekday")]
    Weekday = 9,

    [WireName("Weekend_Day")]
    WeekendDay = 10,
}
