namespace Cairn.Wire.Messages.Browse;

/// <summary>Order and page of the items.</summary>
public sealed record BrowseDataParameters
{
    public BrowseSort? SortParam { get; init; }

    public BrowsePaging? Paging { get; init; }
}
