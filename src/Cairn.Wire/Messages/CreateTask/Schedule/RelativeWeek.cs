using Cairn.Wire.Shape;

namespace Cairn.Wire.Messages.CreateTask.Schedule;

/// <summary>The first to fourth or last of a month's days of one kind.</summary>
public enum RelativeWeek
{
    [WireName("first")]
    First = 1,

    [WireName("second")]
    Second = 2,

    [WireName("third")]
    Third = 3,

    [WireName("fourth")]
    Fourth = 4,

    [WireName("last")]
    Last = 5,
}
