using Cairn.Wire.Shape;

namespace Cairn.Wire.Messages.Jobs;

/// <summary>One page of a list.</summary>
public sealed record PagingConfig
{
    [WireRange(0)]
    public int? Offset { get; init; }

    [WireRange(0)]
    public int? Limit { get; init; }

    public string? SortField { get; init; }

    /// <summary>1 is descending.</summary>
    [WireRange(0, 1)]
    public int? SortDirection { get; init; }
}
