namespace Cairn.Wire.Messages.Browse;

/// <summary>A figure about items.</summary>
public sealed record BrowseAggregate
{
    public long? Count { get; init; }
}
