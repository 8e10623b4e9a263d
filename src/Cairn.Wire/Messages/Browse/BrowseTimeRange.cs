using Cairn.Wire.Shape;

namespace Cairn.Wire.Messages.Browse;

/// <summary>UNIX seconds; 0 leaves an end open.</summary>
public sealed record BrowseTimeRange
{
    [WireRange(0)]
    public long? FromTime { get; init; }

    [WireRange(0)]
    public long? ToTime { get; init; }
}
