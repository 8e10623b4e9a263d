using Cairn.Wire.Shape;

namespace Cairn.Wire.Messages.CreateTask.Schedule;

/// <summary>The calendar that months and days are counted in; 1, Standard, is the Gregorian one.</summary>
[WireTolerates("_type_")]
public sealed record CalendarReference
{
    [WireRange(0)]
    public int? CalendarId { get; init; }

    [WireText]
    public string? CalendarName { get; init; }
}
