using Cairn.Wire.Shape;

namespace Cairn.Wire.Messages.CreateTask.Schedule;

/// <summary>One condition of an automatic schedule.</summary>
[WireTolerates("ipAddress")]
public sealed record ScheduleCondition
{
    public bool? Enabled { get; init; }

    [WireRange(0)]
    public int? Threshold { get; init; }
}
