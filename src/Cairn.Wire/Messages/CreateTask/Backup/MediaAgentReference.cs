using Cairn.Wire.Shape;

namespace Cairn.Wire.Messages.CreateTask.Backup;

/// <summary>A MediaAgent by id or name.</summary>
[WireTolerates("_type_")]
public sealed record MediaAgentReference
{
    [WireRange(0)]
    public int? MediaAgentId { get; init; }

    [WireText]
    public string? MediaAgentName { get; init; }
}
