using Cairn.Wire.Shape;

namespace Cairn.Wire.Messages.Browse;

/// <summary>UNIX seconds up to the year 9999; 0 leaves an end open.</summary>
public sealed record BrowseTimeRange
{
    private const long LastSecond = 253_402_300_799;

    [WireRange(0, LastSecond)]
    public long? FromTime { get; init; }

    [WireRange(0, LastSecond)]
    public long? ToTime { get; init; }
}
