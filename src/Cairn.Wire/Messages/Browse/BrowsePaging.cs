using Cairn.Wire.Shape;

namespace Cairn.Wire.Messages.Browse;

/// <summary>A page of items.</summary>
public sealed record BrowsePaging
{
    [WireRange(0)]
    public int? PageSize { get; init; }

    [WireRange(0)]
    public int? FirstNode { get; init; }

    [WireRange(0)]
    public int? SkipNode { get; init; }
}
