namespace Cairn.Wire.Messages.Browse;

/// <summary>The order of the items.</summary>
public sealed record BrowseSort
{
    public bool? Ascending { get; init; }

    /// <summary>Columns by name or number; 0 is the name.</summary>
    public IReadOnlyList<string>? SortBy { get; init; }
}
