using Cairn.Wire.Shape;

namespace Cairn.Wire.Messages.CreateTask.Backup;

/// <summary>A drive by id or name.</summary>
[WireTolerates("_type_")]
public sealed record DriveReference
{
    [WireRange(0)]
    public int? DriveId { get; init; }

    [WireText]
    public string? DriveName { get; init; }
}
