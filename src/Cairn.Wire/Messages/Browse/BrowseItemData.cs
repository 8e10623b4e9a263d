namespace Cairn.Wire.Messages.Browse;

/// <summary>Where an item comes from.</summary>
public sealed record BrowseItemData
{
    /// <summary>UNIX seconds.</summary>
    public long? BackupTime { get; init; }

    public long? BackupJobId { get; init; }

    public string? ObjectGuid { get; init; }
}
