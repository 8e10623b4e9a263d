using Cairn.Wire.Messages.CreateTask.Schedule;
using Cairn.Wire.Messages.Entities;
using Cairn.Wire.Shape;

namespace Cairn.Wire.Messages.CreateTask.Restore;

/// <summary>Which version of the data is meant.</summary>
[WireTolerates("mediaOption")]
public sealed record BrowseOption
{
    [WireRange(0)]
    public int? CommCellId { get; init; }

    [WireName("backupset")]
    public EntityReference? BackupSet { get; init; }

    public RestoreTimeRange? TimeRange { get; init; }

    /// <summary>The zone of the time range's texts.</summary>
    public TimeZoneReference? TimeZone { get; init; }

    [WireRange(0)]
    public long? BrowseJobId { get; init; }

    [WireRange(0)]
    public int? BrowseJobCommCellId { get; init; }

    public bool? NoImage { get; init; }

    public bool? ListMedia { get; init; }

    public bool? UseExactIndex { get; init; }

    public bool? LiveBrowse { get; init; }

    public bool? IncludeMetaData { get; init; }
}
