using Cairn.Wire.Shape;

namespace Cairn.Wire.Messages.Browse;

/// <summary>The kind of data that is browsed.</summary>
public sealed record BrowseMode
{
    /// <summary>2 file system, 3 cloud or volumes, 4 virtual server.</summary>
    [WireRange(0)]
    [WireText]
    public int? Mode { get; init; }
}
