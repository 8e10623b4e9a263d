using Cairn.Wire.Shape;

namespace Cairn.Wire.Messages.Browse;

/// <summary>Which items a browse shows.</summary>
[WireTolerates("restoreIndex", "vsDiskBrowse", "vsFileBrowse", "vsVolumeBrowse", "doPrediction", "liveBrowse")]
public sealed record BrowseOptions
{
    public bool? ShowDeletedFiles { get; init; }

    public bool? IncludeHidden { get; init; }

    public bool? HideUserHidden { get; init; }

    public bool? IncludeAgedData { get; init; }

    public bool? IncludeRunningJobs { get; init; }

    public bool? IncludeMetadata { get; init; }

    public bool? ComputeFolderSizeForFilteredBrowse { get; init; }
}
