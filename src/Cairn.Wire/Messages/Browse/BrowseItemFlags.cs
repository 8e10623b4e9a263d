namespace Cairn.Wire.Messages.Browse;

/// <summary>What an item is.</summary>
public sealed record BrowseItemFlags
{
    /// <summary>Absent for a folder.</summary>
    public bool? File { get; init; }

    public bool? Deleted { get; init; }
}
