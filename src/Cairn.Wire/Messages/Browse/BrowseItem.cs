namespace Cairn.Wire.Messages.Browse;

/// <summary>A file or folder in a backup; of all versions, one item for each.</summary>
public sealed record BrowseItem
{
    public string? DisplayName { get; init; }

    public string? Name { get; init; }

    /// <summary>In full, with the client's own separator.</summary>
    public string? Path { get; init; }

    /// <summary>Bytes.</summary>
    public long? Size { get; init; }

    /// <summary>UNIX seconds.</summary>
    public long? ModificationTime { get; init; }

    public int? Version { get; init; }

    /// <summary>Must be there.</summary>
    public BrowseItemFlags? Flags { get; init; }

    /// <summary>Must be there.</summary>
    public BrowseItemData? AdvancedData { get; init; }
}
