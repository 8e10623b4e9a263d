using Cairn.Wire.Shape;

namespace Cairn.Wire.Messages.CreateTask.Backup;

/// <summary>A drive pool by id or name.</summary>
[WireTolerates("_type_")]
public sealed record DrivePoolReference
{
    [WireRange(0)]
    public int? DrivePoolId { get; init; }

    [WireText]
    public string? DrivePoolName { get; init; }
}
