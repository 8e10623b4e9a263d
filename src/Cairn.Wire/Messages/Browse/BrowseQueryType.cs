namespace Cairn.Wire.Messages.Browse;

/// <summary>Whether a query wants items or a figure about them.</summary>
public enum BrowseQueryType
{
    Data = 0,
    Aggregate = 1,
}
