namespace Cairn.Wire.Messages.Browse;

/// <summary>The items or figures found.</summary>
public sealed record BrowseResult
{
    public string? QueryId { get; init; }

    public long? TotalItems { get; init; }

    public IReadOnlyList<BrowseAggregate>? AggrResultSet { get; init; }

    public IReadOnlyList<BrowseItem>? DataResultSet { get; init; }
}
