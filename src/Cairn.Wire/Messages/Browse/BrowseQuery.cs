namespace Cairn.Wire.Messages.Browse;

/// <summary>What is asked about the items: themselves, or their count.</summary>
public sealed record BrowseQuery
{
    public BrowseQueryType? Type { get; init; }

    public string? QueryId { get; init; }

    public BrowseDataParameters? DataParam { get; init; }

    public BrowseAggregateParameters? AggrParam { get; init; }

    public IReadOnlyList<BrowseCondition>? WhereClause { get; init; }
}
