using Cairn.Wire.Shape;

namespace Cairn.Wire.Messages.CreateTask.Backup;

/// <summary>A place for tapes; a bare text is its name (createtask-semantics.md section 12, trap 28).</summary>
[WireTolerates("_type_")]
public sealed record LocationReference
{
    [WireRange(0)]
    public int? LocationId { get; init; }

    [WireText]
    public string? LocationName { get; init; }
}
