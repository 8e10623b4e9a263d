using Cairn.Wire.Shape;

namespace Cairn.Wire.Messages.CreateTask.Backup;

/// <summary>A group of spare media by id or name.</summary>
[WireTolerates("_type_")]
public sealed record SpareGroupReference
{
    [WireRange(0)]
    public int? SpareMediaGroupId { get; init; }

    [WireText]
    public string? SpareMediaGroupName { get; init; }
}
