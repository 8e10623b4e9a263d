using Cairn.Wire.Shape;

namespace Cairn.Wire.Messages.Browse;

/// <summary>The job whose data is browsed.</summary>
public sealed record BrowseByJob
{
    [WireName("commcellId")]
    [WireRange(0)]
    public int? CommCellId { get; init; }

    [WireRange(0)]
    public long? JobId { get; init; }
}
