using Cairn.Wire.Shape;

namespace Cairn.Wire.Messages.Browse;

/// <summary>One condition on items, joined to those before it.</summary>
public sealed record BrowseCondition
{
    [WireRange(0)]
    public int? Connector { get; init; }

    public BrowseCriterion? Criteria { get; init; }
}
