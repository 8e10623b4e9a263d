using Cairn.Wire.Shape;

namespace Cairn.Wire.Messages.CreateTask.Schedule;

/// <summary>An exception: days on which a schedule doesn't fire. All three are sets of bits.</summary>
[WireTolerates("repeatOn", "description")]
public sealed record RepeatPattern
{
    public bool? Exception { get; init; }

    /// <summary>First 1, second 2, third 4, fourth 8, last 16; 0 for day numbers.</summary>
    [WireRefusal("invalid-exception")]
    public long? Occurrence { get; init; }

    /// <summary>Sunday 1 to Saturday 64, any day 128, weekday 256, weekend day 512.</summary>
    [WireRefusal("invalid-exception")]
    public long? OnDay { get; init; }

    /// <summary>Day n of the month is 2^(n-1).</summary>
    [WireRefusal("invalid-exception")]
    public long? OnDayNumber { get; init; }
}
