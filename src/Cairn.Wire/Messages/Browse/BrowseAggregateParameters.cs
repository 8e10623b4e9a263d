namespace Cairn.Wire.Messages.Browse;

/// <summary>The figure that is asked for.</summary>
public sealed record BrowseAggregateParameters
{
    /// <summary>COUNT.</summary>
    public string? AggrType { get; init; }
}
